package io.tracestitch.store;

import org.junit.jupiter.api.Test;

import static io.tracestitch.store.Filter.not;
import static io.tracestitch.store.Samples.event;
import static io.tracestitch.store.Samples.incident;
import static org.assertj.core.api.Assertions.assertThat;

/** Free text, as people type it when they look for a failure. */
interface TextContract extends ContractStore {

    /** Three failures to look for. */
    private void saveThree() {
        save(event("a:1").text("order 20: card expired", "orders.PaymentDeclined: order 20: card expired", "/srv/app/orders.py",
                        "charge_card", "raise PaymentDeclined(order_id)"),
                event("a:2").text("Task exception was never retrieved", "asyncio.exceptions.TimeoutError: ",
                        "/srv/app/http_client.py",
                        "fetch", "HTTPServerError"),
                event("a:3").text("slow callback expired", "card"));
    }

    @Test
    default void allWordsHaveToBeThereAnywhereInAnyCase() {
        saveThree();
        assertThat(occurrences(new Filter.Text("expired"))).containsExactly("a:1", "a:3");
        assertThat(occurrences(new Filter.Text("EXPIRED order"))).containsExactly("a:1");
        assertThat(occurrences(new Filter.Text("order never"))).isEmpty();
        assertThat(occurrences(not(new Filter.Text("expired")))).containsExactly("a:2");
        assertThat(occurrences(new Filter.Text("expired"), new Filter.Text("slow"))).containsExactly("a:3");
    }

    @Test
    default void wordsInQuotesAreFoundInThisSequenceOnly() {
        saveThree();
        assertThat(occurrences(new Filter.Text("\"card expired\""))).containsExactly("a:1");
        assertThat(occurrences(new Filter.Text("\"expired card\""))).isEmpty();
        assertThat(occurrences(new Filter.Text("\"Never Retrieved"))).containsExactly("a:2");
        assertThat(occurrences(new Filter.Text("-\"card expired\""))).containsExactly("a:2", "a:3");
    }

    @Test
    default void aSequenceIsNotFoundAcrossTwoValues() {
        saveThree();
        assertThat(occurrences(new Filter.Text("\"expired card\""))).isEmpty();
        assertThat(occurrences(new Filter.Text("\"retrieved asyncio\""))).isEmpty();
    }

    @Test
    default void aStarFindsWordsThatBeginSo() {
        saveThree();
        assertThat(occurrences(new Filter.Text("expi*"))).containsExactly("a:1", "a:3");
        assertThat(occurrences(new Filter.Text("retriev* TIMEOUT*"))).containsExactly("a:2");
        assertThat(occurrences(new Filter.Text("orders.Paym*"))).containsExactly("a:1");
        assertThat(occurrences(new Filter.Text("nothing.Paym*"))).isEmpty();
        assertThat(occurrences(new Filter.Text("-expi*"))).containsExactly("a:2");
    }

    @Test
    default void pathsAreFoundAsAWholeAndByTheirParts() {
        saveThree();
        for (String query : new String[] {"/srv/app/orders.py", "orders.py", "app/orders.py", "orders"}) {
            assertThat(occurrences(new Filter.Text(query))).as(query).containsExactly("a:1");
        }
        assertThat(occurrences(new Filter.Text("srv"))).containsExactly("a:1", "a:2");
        assertThat(occurrences(new Filter.Text("http_client.py"))).containsExactly("a:2");
        assertThat(occurrences(new Filter.Text("client"))).containsExactly("a:2");
        assertThat(occurrences(new Filter.Text("app/py"))).isEmpty();
    }

    @Test
    default void dottedTypesAndNamesAreFoundAsAWholeByTheirPartsAndByTheirHumps() {
        saveThree();
        assertThat(occurrences(new Filter.Text("orders.PaymentDeclined"))).containsExactly("a:1");
        assertThat(occurrences(new Filter.Text("paymentdeclined"))).containsExactly("a:1");
        assertThat(occurrences(new Filter.Text("declined"))).containsExactly("a:1");
        assertThat(occurrences(new Filter.Text("\"payment declined\""))).containsExactly("a:1");
        assertThat(occurrences(new Filter.Text("asyncio.exceptions.TimeoutError"))).containsExactly("a:2");
        assertThat(occurrences(new Filter.Text("exceptions.TimeoutError:"))).containsExactly("a:2");
        assertThat(occurrences(new Filter.Text("server error"))).containsExactly("a:2");
        assertThat(occurrences(new Filter.Text("charge_card"))).containsExactly("a:1");
        assertThat(occurrences(new Filter.Text("card_charge"))).isEmpty();
    }

    @Test
    default void alternativesAndWordsThatMustNotBeThere() {
        saveThree();
        assertThat(occurrences(new Filter.Text("retrieved OR slow"))).containsExactly("a:2", "a:3");
        assertThat(occurrences(new Filter.Text("expired slow OR order"))).containsExactly("a:1", "a:3");
        assertThat(occurrences(new Filter.Text("expired -slow"))).containsExactly("a:1");
        assertThat(occurrences(new Filter.Text("-expired"))).containsExactly("a:2");
    }

    @Test
    default void aTextWithoutWordsFindsEverything() {
        saveThree();
        for (String query : new String[] {"", "   ", "-", "*", "\"", "\"\"", "OR", "()", "-*"}) {
            assertThat(occurrences(new Filter.Text(query))).as(query).hasSize(3);
        }
    }

    @Test
    default void incidentsAreFoundByTheirText() {
        save(incident("f1").title("PaymentDeclined: card expired").text("/srv/app/orders.py"), incident("f2").title("Timeout"));
        assertThat(incidents(new Filter.Text("declined orders.py"))).containsExactly("f1");
        assertThat(incidents(not(new Filter.Text("declined")))).containsExactly("f2");
    }

    @Test
    default void otherLanguagesAreFound() {
        save(event("a:1").text("Überweisung fehlgeschlagen: Straße"), event("a:2").text("支払いに失敗しました"),
                event("a:3").text("Платёж отклонён"), event("a:4").text("re\u0301sume\u0301 \ud83d\udca5 boom"));
        assertThat(occurrences(new Filter.Text("überweisung"))).containsExactly("a:1");
        assertThat(occurrences(new Filter.Text("STRASSE OR straße"))).containsExactly("a:1");
        assertThat(occurrences(new Filter.Text("失敗"))).containsExactly("a:2");
        assertThat(occurrences(new Filter.Text("敗失"))).isEmpty();
        assertThat(occurrences(new Filter.Text("платёж"))).containsExactly("a:3");
        assertThat(occurrences(new Filter.Text("résumé"))).containsExactly("a:4");
        assertThat(occurrences(new Filter.Text("\ud83d\udca5 boom"))).containsExactly("a:4");
    }

    @Test
    default void theBeginningAndTheEndOfAHugeMessageAreFound() {
        String huge = "alpha " + "filler ".repeat(300_000) + " omega";
        save(event("a:1").text(huge, "other value"), event("a:2").text("small"));
        assertThat(occurrences(new Filter.Text("alpha omega other"))).containsExactly("a:1");
        assertThat(occurrences(new Filter.Text("\"alpha omega\""))).isEmpty();
    }

    @Test
    default void aWordWithoutEndIsFoundByItsBeginning() {
        String word = "x".repeat(100_000);
        save(event("a:1").text(word), event("a:2").text("small"));
        assertThat(occurrences(new Filter.Text(word))).containsExactly("a:1");
        assertThat(occurrences(new Filter.Text("xxx*"))).containsExactly("a:1");
    }
}
