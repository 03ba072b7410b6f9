package io.tracestitch.core.incident;

import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import io.tracestitch.core.traceback.SyntaxLocation;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class RedactorTest {
    private final Redactor redactor = new Redactor();

    @ParameterizedTest
    @CsvFileSource(resources = "secrets.csv", delimiter = '~', quoteCharacter = '\u0001', numLinesToSkip = 1)
    void secretsGo(String text, String expected) {
        assertThat(redactor.redact(text)).isEqualTo(expected);
        assertThat(redactor.redact(expected)).isSameAs(expected);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "no-secrets.csv", delimiter = '~', quoteCharacter = '\u0001', numLinesToSkip = 1)
    void everythingElseStays(String text) {
        assertThat(redactor.redact(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token = get_token()", "def login(user: str, password: str = None):", "password=settings.DB_PASSWORD,",
        "headers = {\"Authorization\": f\"Bearer {token}\"}", "if token == expected_token1:", "secret: Final[str] = load2()"})
    void codeThatNamesSecretsStays(String code) {
        Frame frame = new Frame("/srv/app/a.py", 1, "f", code, true, 0);
        Event event = Events.logged(Events.error("ValueError", "x", frame));
        assertThat(redactor.redact(event)).isSameAs(event);
    }

    @Test
    void privateKeysGoAsAWhole() {
        String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAK\n-----END RSA PRIVATE KEY-----";
        assertThat(redactor.redact("cannot load " + key + " for tls")).isEqualTo("cannot load [redacted:private-key] for tls");
        assertThat(redactor.redact("cut: " + key.substring(0, 40))).isEqualTo("cut: [redacted:private-key]");
        String certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";
        assertThat(redactor.redact(certificate)).isSameAs(certificate);
    }

    @Test
    void localsThatRichAndLoguruPrintGo() {
        assertThat(redactor.redact("""
                    connect(host, password, port)
                            │     │         └ 5432
                            │     └ 'hunter2'
                            └ 'db.internal'
                """)).isEqualTo("""
                    connect(host, password, port)
                            │     │         └ 5432
                            │     └ '[redacted:password]'
                            └ 'db.internal'
                """);
        assertThat(redactor.redact("""
                ╭──────── locals ────────╮
                │ api_key  = 'k-9f31aa'  │
                │ order_id = 20          │
                ╰────────────────────────╯
                """)).isEqualTo("""
                ╭──────── locals ────────╮
                │ api_key  = '[redacted:api-key]'  │
                │ order_id = 20          │
                ╰────────────────────────╯
                """);
    }

    @Test
    void everyPartOfAnEventIsReached() {
        Frame frame = new Frame("/srv/app/a.py", 3, "f", "connect(password='hunter2')", true, 0);
        ExceptionTree leaf = new ExceptionTree("ValueError", "password=hunter2", List.of("clean", "token: hunter2-9f31"),
                List.of(frame), null, null, List.of(), 0, new SyntaxLocation("a.py", 1, "password = 'hunter2'"), false);
        ExceptionTree tree = Events.from(Events.error("A", "x", frame),
                Events.during(Events.error("B", "ftp://bob:hunter2@host/"), Events.group("g", List.of(frame), leaf)));
        Event event = new Event("app.log", 1, 9, null, null, null, null, null, null, "secret=hunter2",
                EventKind.TASK_EXCEPTION_NEVER_RETRIEVED, "password=hunter2", tree, List.of(frame),
                new TaskRef("password=hunter2", "run", null, null, null, "<Future result={'password': 'hunter2'}>"), null, null, null,
                Severity.ERROR, List.of(), EndedBy.GRAMMAR, false, 1, "", "", "raw password=hunter2\nmore");
        Event redacted = redactor.redact(event);
        assertThat(event.toString()).contains("hunter2");
        assertThat(redacted.toString()).doesNotContain("hunter2");
        assertThat(redactor.redact(redacted)).isSameAs(redacted);
        assertThat(redacted.stack().getFirst().code()).isSameAs(redacted.exception().frames().getFirst().code());
    }

    @Test
    void aDeepChainIsRedactedToItsRoot() {
        ExceptionTree tree = Events.error("Root", "password=hunter2");
        for (int i = 0; i < 100_000; i++) {
            tree = Events.during(Events.error("E", "x"), tree);
        }
        Event redacted = redactor.redact(Events.logged(tree));
        assertThat(redacted.exception().chain().getLast().message()).isEqualTo("password=[redacted:password]");
    }

    @Property(tries = 2_000)
    void aSecondPassChangesNothing(@ForAll("texts") String text) {
        String once = redactor.redact(text);
        assertThat(redactor.redact(once)).isEqualTo(once);
    }

    @Property(tries = 500)
    void textWithoutTriggersStays(@ForAll("texts") String text) {
        String plain = text.replaceAll("[^ a-d]", "");
        assertThat(redactor.redact(plain)).isSameAs(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-", "xoxb-", "cookie: ", "token='", "eyJ", "://", "-----BEGIN ", "a@", "4242-", "password=\\\"", "└ (",
        "Bearer ", "secret: x ", "authorization: ", "=", "\n └ "})
    void hostileTextTakesLinearTime(String piece) {
        String text = piece.repeat(2_000_000 / piece.length());
        assertTimeoutPreemptively(ofSeconds(10), () -> redactor.redact(text));
    }

    @Provide
    Arbitrary<String> texts() {
        List<String> pieces = new ArrayList<>(List.of("password", "token", "secret", "=", ": ", "'", "\"", "\\", "://", "@", ".", "a1b2c3d4e5",
                "Bearer ", "hunter2", "example.org", "4242 4242 4242 4242", "Cookie: ", "Authorization: Basic ", "[redacted:token]", ",",
                " ", "\n", "{", "}", "bob", "ghp_abcdefghijklmnopqrst1234", "eyJhbGciOiJIUzI1NiJ9", "-----BEGIN PRIVATE KEY-----",
                "└ ", "│ ", "*", "%s", "x", "-"));
        return Arbitraries.of(pieces).list().ofMaxSize(14).map(parts -> String.join("", parts));
    }
}
