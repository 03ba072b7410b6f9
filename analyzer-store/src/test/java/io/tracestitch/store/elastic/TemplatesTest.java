package io.tracestitch.store.elastic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracestitch.store.Batch;
import io.tracestitch.store.Filter;
import io.tracestitch.store.OccurrenceRequest;
import io.tracestitch.store.SaveResult;
import io.tracestitch.store.UnusableStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Index templates: installed, brought up to date, and left alone where they are newer or somebody else's. */
class TemplatesTest {

    private final ElasticsearchOptions options = TestStores.options().build();

    /** A template as it stands in the repository, for the indices of this test. */
    private ObjectNode file(String kind) throws IOException {
        ObjectNode out = (ObjectNode) Json.read(Files.readAllBytes(Path.of("../deploy/elasticsearch/tracestitch-" + kind + ".json")));
        out.putArray("index_patterns").add(options.prefix() + '-' + kind + "-*");
        return out;
    }

    private ObjectNode withVersion(ObjectNode template, int version, int compatibleWith) {
        template.put("version", version);
        template.withObject("/_meta").put("version", version).put("compatible_with", compatibleWith);
        template.withObject("/template/mappings/_meta").put("tracestitch_version", version);
        return template;
    }

    private void install(Connection connection, String kind, Object template) throws RequestFailure {
        connection.send("PUT", "/_index_template/" + options.prefix() + '-' + kind, Map.of(), template);
    }

    private JsonNode installed(Connection connection, String kind) throws RequestFailure {
        return connection.find("/_index_template/" + options.prefix() + '-' + kind, Map.of()).path("index_templates").path(0)
                .path("index_template");
    }

    @ParameterizedTest
    @ValueSource(strings = {"occurrences", "incidents"})
    void whatIsInstalledIsWhatStandsInTheRepository(String kind) throws Exception {
        try (ElasticsearchStore store = ElasticsearchStore.open(options); Connection connection = new Connection(options)) {
            JsonNode installed = installed(connection, kind);
            JsonNode file = file(kind);
            assertThat(installed.path("_meta")).isEqualTo(file.path("_meta"));
            assertThat(installed.path("index_patterns")).isEqualTo(file.path("index_patterns"));
            assertThat(installed.path("composed_of")).isEqualTo(file.path("composed_of"));
            assertThat(installed.path("template").path("mappings").path("properties"))
                    .isEqualTo(file.path("template").path("mappings").path("properties"));
            assertThat(store.notices()).isEmpty();
        }
    }

    @Test
    void anOlderTemplateAndTheIndicesThatItMadeAreBroughtUpToDate() throws Exception {
        try (Connection connection = new Connection(options)) {
            ObjectNode older = withVersion(file("occurrences"), 0, 0);
            ((ObjectNode) older.at("/template/mappings/properties")).remove("words");
            install(connection, "occurrences", older);
            String index = new IndexNames(options).occurrencesOf(Events.NOON);
            connection.send("PUT", '/' + index, Map.of(), null);

            try (ElasticsearchStore store = ElasticsearchStore.open(options)) {
                assertThat(installed(connection, "occurrences").path("_meta").path("version").asInt()).isEqualTo(1);
                assertThat(connection.find('/' + index + "/_mapping", Map.of())
                        .path(index).path("mappings").path("properties").path("words").path("analyzer").asText()).isEqualTo("whitespace");
                assertThat(store.save(Batch.ofEvents(Events.some("a", 2)))).isInstanceOf(SaveResult.Saved.class);
                store.refresh();
                assertThat(store.occurrences(OccurrenceRequest.latest(9, new Filter.Text("failed"))).total()).isEqualTo(2);
                assertThat(store.notices()).isEmpty();
            }
        }
    }

    @Test
    void anIndexWhoseFieldsContradictTheNewTemplateIsToldAbout() throws Exception {
        try (Connection connection = new Connection(options)) {
            ObjectNode older = withVersion(file("occurrences"), 0, 0);
            ((ObjectNode) older.at("/template/mappings/properties")).withObject("/position").put("type", "keyword");
            install(connection, "occurrences", older);
            String index = new IndexNames(options).occurrencesOf(Events.NOON);
            connection.send("PUT", '/' + index, Map.of(), null);
            try (ElasticsearchStore store = ElasticsearchStore.open(options)) {
                assertThat(store.notices()).singleElement().asString().contains(index).contains("keeps its old mapping")
                        .doesNotContain("\n");
            }
        }
    }

    @Test
    void aNewerTemplateIsLeftAloneAndToldAbout() throws Exception {
        try (Connection connection = new Connection(options)) {
            install(connection, "occurrences", withVersion(file("occurrences"), 7, 1));
            try (ElasticsearchStore store = ElasticsearchStore.open(options)) {
                assertThat(store.notices()).singleElement().asString().contains("version 7 of a newer release and is left alone");
                assertThat(installed(connection, "occurrences").path("_meta").path("version").asInt()).isEqualTo(7);
                assertThat(store.save(Events.batch("a", 1))).isEqualTo(new SaveResult.Saved(2, 0, List.of()));
            }
        }
    }

    @Test
    void aNewerTemplateThatThisReleaseCannotWorkWithIsRefused() throws Exception {
        try (Connection connection = new Connection(options)) {
            install(connection, "incidents", withVersion(file("incidents"), 7, 6));
            assertThatThrownBy(() -> ElasticsearchStore.open(options)).isInstanceOf(UnusableStoreException.class)
                    .hasMessageContaining("version 7").hasMessageContaining("update this program");
        }
    }

    @Test
    void aTemplateOfSomebodyElseIsNotTouched() throws Exception {
        try (Connection connection = new Connection(options)) {
            install(connection, "incidents", Map.of("index_patterns", new String[] {options.prefix() + "-incidents-*"}));
            assertThatThrownBy(() -> ElasticsearchStore.open(options)).isInstanceOf(UnusableStoreException.class)
                    .hasMessageContaining("not Tracestitch's").hasMessageContaining("prefix");
        }
    }

    @Test
    void templatesCanBeInstalledBySomebodyElse() throws Exception {
        ElasticsearchOptions byOthers = ElasticsearchOptions.at(options.hosts()).prefix(options.prefix()).installsTemplates(false)
                .build();
        try (Connection connection = new Connection(options)) {
            install(connection, "occurrences", file("occurrences"));
            install(connection, "incidents", file("incidents"));
            try (ElasticsearchStore store = ElasticsearchStore.open(byOthers)) {
                assertThat(store.save(Events.batch("a", 1))).isEqualTo(new SaveResult.Saved(2, 0, List.of()));
            }
        }
    }
}
