package io.tracestitch.store.elastic;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.tracestitch.store.Decision;
import io.tracestitch.store.Health;
import io.tracestitch.store.IncidentRequest;
import io.tracestitch.store.OccurrenceRequest;
import io.tracestitch.store.Retention;
import io.tracestitch.store.SaveResult;
import io.tracestitch.store.StatusChange;
import io.tracestitch.store.TriageResult;
import io.tracestitch.store.UnusableStoreException;
import io.tracestitch.testbed.ElasticsearchServer;
import io.tracestitch.testbed.TestCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A server with TLS and authentication: what works, and one clear line for what does not. */
class AccessTest {

    private static ElasticsearchServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startServer() {
        server = ElasticsearchServer.secured();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static ElasticsearchOptions.Builder options() {
        return TestStores.options(server.uri()).authority(server.authority());
    }

    private static ElasticsearchOptions.Builder as(String user) {
        return options().user(user, ElasticsearchServer.PASSWORD);
    }

    private static void assertWorks(ElasticsearchStore store) {
        assertThat(store.save(Events.batch("a", 3))).isEqualTo(new SaveResult.Saved(4, 0, List.of()));
        store.refresh();
        assertThat(store.occurrences(OccurrenceRequest.latest(10)).total()).isEqualTo(3);
        assertThat(store.incidents(IncidentRequest.latest(10)).total()).isEqualTo(1);
        assertThat(store.decide("f1", StatusChange.of(Events.NOON, "ann", new Decision.Muted(null))))
                .isInstanceOf(TriageResult.Done.class);
        assertThat(store.health()).isEqualTo(new Health.Ready());
        assertThat(store.size().events()).isEqualTo(3);
        assertThat(store.prune(new Retention.Policy(Events.NOON.plusSeconds(1_000_000), null)).events()).isEqualTo(3);
    }

    private static void assertRefused(ElasticsearchOptions options, String... words) {
        assertThatThrownBy(() -> ElasticsearchStore.open(options)).isInstanceOfSatisfying(UnusableStoreException.class,
                e -> assertThat(e.getMessage()).contains(words).contains("127.0.0.1").doesNotContain("\n")
                        .doesNotContain(ElasticsearchServer.PASSWORD, "Exception", "wrong-secret"));
    }

    @Test
    void aUserWithAPasswordAndACaFileWorks() {
        ElasticsearchOptions options = as(ElasticsearchServer.ADMIN).build();
        assertThat(options.toString()).contains("as admin").doesNotContain(ElasticsearchServer.PASSWORD);
        try (ElasticsearchStore store = ElasticsearchStore.open(options)) {
            assertWorks(store);
        }
    }

    @Test
    void theRightsThatTheDocumentationNamesAreEnough() {
        try (ElasticsearchStore store = ElasticsearchStore.open(as(ElasticsearchServer.WRITER).build())) {
            assertWorks(store);
        }
    }

    @Test
    void fewerRightsAreEnoughWhereTheTemplatesAreInstalledBySomebodyElse() {
        assertRefused(as(ElasticsearchServer.USER).build(), "gives the user user no right", "manage_index_templates");
        ElasticsearchOptions byOthers = as(ElasticsearchServer.USER).installsTemplates(false).build();
        String prefix = byOthers.prefix();
        ElasticsearchStore.open(as(ElasticsearchServer.WRITER).prefix(prefix).build()).close();
        try (ElasticsearchStore store = ElasticsearchStore.open(byOthers)) {
            assertWorks(store);
        }
    }

    @Test
    void anApiKeyIsSentInTheFormThatTheServerWants() {
        String encoded = "aWQ6a2V5";
        assertThat(Connection.authorization(options().apiKey("id:key").build())).isEqualTo("ApiKey " + encoded);
        assertThat(Connection.authorization(options().apiKey(encoded + "\n").build())).isEqualTo("ApiKey " + encoded);
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertRefused(options().user(ElasticsearchServer.ADMIN, "wrong-secret").build(), "refuses the password of the user admin");
    }

    @Test
    void aWrongApiKeyIsRefused() {
        assertRefused(options().apiKey("abc:wrong-secret").build(), "refuses the API key");
    }

    @Test
    void noCredentialsAreRefused() {
        assertRefused(options().build(), "without credentials", "give an API key or a user");
    }

    @Test
    void missingRightsAreTold() {
        assertRefused(as(ElasticsearchServer.READER).build(), "gives the user reader no right", "manage_index_templates");
        ElasticsearchOptions byOthers = as(ElasticsearchServer.READER).installsTemplates(false).build();
        assertRefused(byOthers, "gives the user reader no right");
        ElasticsearchStore.open(as(ElasticsearchServer.WRITER).prefix(byOthers.prefix()).build()).close();
        try (ElasticsearchStore store = ElasticsearchStore.open(byOthers)) {
            assertThat(store.save(Events.batch("a", 1))).isInstanceOfSatisfying(SaveResult.Unavailable.class,
                    unavailable -> assertThat(unavailable.why()).contains("gives the user reader no right").doesNotContain("\n"));
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityIsTold() throws Exception {
        Path other = TestCertificate.create(folder, "other");
        assertRefused(as(ElasticsearchServer.ADMIN).authority(other).build(), "not issued by an authority in the CA file", "other.crt");
    }

    @Test
    void aCertificateThatJavaDoesNotTrustIsTold() {
        assertRefused(TestStores.options(server.uri()).user(ElasticsearchServer.ADMIN, ElasticsearchServer.PASSWORD).build(),
                "a certificate that Java does not trust", "give its CA file");
    }

    @Test
    void tlsToAServerWithoutItIsTold() {
        assertRefused(TestStores.options(URI.create(ElasticsearchServer.shared().uri().toString().replace("http:", "https:")))
                .build(), "does not speak TLS", "http://");
    }

    @Test
    void aCaFileThatIsNoneIsTold() throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), "not a certificate");
        assertThatThrownBy(() -> ElasticsearchStore.open(as(ElasticsearchServer.ADMIN).authority(file).build())).isInstanceOf(UnusableStoreException.class)
                .hasMessageContaining("ca.pem").hasMessageContaining("certificate");
        assertThatThrownBy(() -> ElasticsearchStore.open(as(ElasticsearchServer.ADMIN).authority(folder.resolve("none.pem")).build()))
                .isInstanceOf(UnusableStoreException.class).hasMessageContaining("none.pem").hasMessageContaining("cannot be read");
    }
}
