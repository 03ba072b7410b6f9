package io.tracestitch.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static io.tracestitch.store.Filter.has;
import static io.tracestitch.store.Samples.at;
import static io.tracestitch.store.Samples.event;
import static io.tracestitch.store.Samples.incident;
import static org.assertj.core.api.Assertions.assertThat;

/** Logs and searches hold anything; none of it is an error. */
interface HostileInputContract extends ContractStore {

    @Test
    default void noSearchTextIsAnError() {
        save(event("a:1").text("needle"));
        save(incident("f1").text("needle"));
        List<String> queries = new ArrayList<>(List.of("\\", "\"", "a:b:c", "field:[* TO *]", "(((((", "))))", "a AND", "OR OR",
                "NOT",
                "-", "--x", "+", "~", "a~2", "a^9", "/.*/", "*", "?", "**", "*a", "{!x}", "\u0000", "\ud800", "\udc00x",
                        "a\ud83d",
                "%s%n", "' OR 1=1 --", "<script>", "{\"match_all\":{}}", "${jndi:x}", "a".repeat(100_000), "a ".repeat(50_000),
                "a* ".repeat(5_000), "\"a b c d\" ".repeat(5_000), "-a ".repeat(5_000), "a OR ".repeat(5_000), "(".repeat(50_000),
                "a.b.c.d.e.f.g.".repeat(5_000), "\"".repeat(5_000), "é".repeat(50_000), "日本語".repeat(20_000)));
        Random random = new Random(11);
        String alphabet = "ab*\"-()[]{}:\\/~^+?! \tOR&|\u0000\ud83dé日";
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(60); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            queries.add(text.toString());
        }
        for (String query : queries) {
            assertThat(store().occurrences(OccurrenceRequest.latest(5, new Filter.Text(query))).total()).isBetween(0L, 1L);
            assertThat(store().incidents(IncidentRequest.latest(5, Filter.not(new Filter.Text(query)))).total()).isBetween(0L,
                    1L);
        }
    }

    @Test
    default void manyFiltersAtOnceAreNoError() {
        save(event("a:1").text("needle"));
        List<Filter> filters = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < Filter.MAX_VALUES; i++) {
            values.add("v" + i);
        }
        for (int i = 0; i < 8; i++) {
            filters.add(Filter.not(has(Field.TASK, values.toArray(String[]::new))));
            filters.add(new Filter.Text("-\"a b c d e f g h i j\" ".repeat(60) + "needle OR x*"));
        }
        assertThat(occurrences(filters.toArray(Filter[]::new))).containsExactly("a:1");
    }

    @Test
    default void anyValueIsKeptAndFound() {
        String[] values = {"", " ", "a\u0000b", "a\nb", "日本語", "\ud83d\udca5", "x".repeat(5_000), "'\"\\<>&%", "a:b", "null",
                "*"};
        List<EventDocument> events = new ArrayList<>();
        List<IncidentDocument> incidents = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            events.add(event("id " + i + " /?#%ü").service(values[i]).release("r").tasks(values[i]).time(at(i)).make());
            incidents.add(incident("incident " + i + " /?#%ü").services(values[i]).title(values[i]).make());
        }
        saveAll(new Batch(events, incidents));
        for (int i = 0; i < values.length; i++) {
            assertThat(occurrences(has(Field.SERVICE, values[i]))).containsExactly("id " + i + " /?#%ü");
            assertThat(incidents(has(Field.SERVICE, values[i]))).containsExactly("incident " + i + " /?#%ü");
            assertThat(store().occurrence("id " + i + " /?#%ü").orElseThrow().event().service()).isEqualTo(values[i]);
            assertThat(store().incident("incident " + i + " /?#%ü").orElseThrow().incident().title()).isEqualTo(values[i]);
        }
    }

    @Test
    default void halvesOfCharactersDoNotHinderSaving() {
        save(event("a:1").service("broken\ud800").text("broken \udc00 word").tasks("\ud83d"));
        save(incident("f1").title("broken\ud800").services("\udfff"));
        assertThat(occurrences(new Filter.Text("broken word"))).containsExactly("a:1");
        assertThat(incidents()).containsExactly("f1");
    }

    @Test
    default void aHugeEventIsKeptAsAWhole() {
        byte[] json = ("{\"message\":\"" + "é\\n".repeat(1_500_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        save(event("a:1").json(json).text("x ".repeat(3_000_000)), event("a:2"));
        assertThat(store().occurrence("a:1").orElseThrow().event().json()).isEqualTo(json);
        assertThat(occurrences()).containsExactly("a:1", "a:2");
    }

    @Test
    default void pagesOfHugeEventsMayBeShorterButLoseNothing() {
        byte[] json = ("{\"message\":\"" + "x".repeat(9_000_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 5; i++) {
            save(event("a:" + i).time(at(i)).json(json));
        }
        assertThat(pages(OccurrenceRequest.latest(100))).containsExactly("a:4", "a:3", "a:2", "a:1", "a:0");
    }

    @Test
    default void manyValuesOfOneEventAreNoError() {
        String[] tasks = new String[5_000];
        String[] text = new String[5_000];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = "task-" + i;
            text[i] = "CamelCase" + i + "Word";
        }
        save(event("a:1").tasks(tasks).exceptions(tasks).text(text));
        assertThat(occurrences(has(Field.TASK, "task-4999"))).containsExactly("a:1");
        assertThat(occurrences(new Filter.Text("camelcase17word"))).containsExactly("a:1");
    }

    @Test
    default void timesFarAwayAreInOrderAndAreNoError() {
        save(event("a:1").time(Instant.parse("0001-01-01T00:00:00Z")), event("a:2").time(Instant.parse("9999-12-31T23:59:59Z")),
                event("a:3").time(at(0)), event("a:4").time(Instant.EPOCH.minusMillis(1)));
        assertThat(pages(OccurrenceRequest.latest(1))).containsExactly("a:2", "a:3", "a:4", "a:1");
        assertThat(occurrences(new Filter.Within(Instant.MIN, Instant.EPOCH))).containsExactly("a:1", "a:4");
        assertThat(occurrences(new Filter.Within(Instant.EPOCH, Instant.MAX))).containsExactly("a:2", "a:3");
        assertThat(occurrences(new Filter.Within(Instant.MIN, Instant.MIN))).isEmpty();
    }
}
