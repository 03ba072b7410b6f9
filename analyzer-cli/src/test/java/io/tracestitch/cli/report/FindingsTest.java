package io.tracestitch.cli.report;

import java.util.List;
import java.util.Map;

import io.tracestitch.core.incident.EndedBy;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Severity;
import io.tracestitch.core.incident.Stitch;
import io.tracestitch.core.incident.TaskRef;
import io.tracestitch.core.pattern.Taxonomy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a report tells of an incident beside the incident itself. */
class FindingsTest {

    private final Findings findings = new Findings();

    @Test
    void howLateIsTheMedianOfAllOccurrences() {
        findings.accept(event(1, "a", "t-1", stitch(0.5, null)));
        findings.accept(event(2, "a", "t-2", stitch(9.0, null)));
        findings.accept(event(3, "a", "t-3", stitch(0.9, null)));
        assertThat(views().getFirst().late()).isEqualTo(0.9);
    }

    @Test
    void theStoryLeadsToOtherIncidentsAndNotToItsOwn() {
        findings.accept(event(10, "handler", "Task-1", null));
        findings.accept(event(20, "lost", "group-1", null));
        findings.accept(event(30, "lost", "t-2", stitch(null, "Task-1", 10L, 20L, 99L)));
        IncidentView lost = views().stream().filter(i -> i.id().equals("lost")).findFirst().orElseThrow();
        int handler = views().stream().filter(i -> i.id().equals("handler")).findFirst().orElseThrow().number();
        assertThat(lost.related()).isEqualTo(new Related(Map.of(10L, handler), Map.of("Task-1", handler)));
    }

    private List<IncidentView> views() {
        return findings.views(Taxonomy.builtIn());
    }

    private static Stitch stitch(@Nullable Double late, @Nullable String parent, Long... elsewhere) {
        return new Stitch(0.98, List.of(1L), 0, List.of(), List.of(), null, parent, List.of("group-1"),
                List.of(elsewhere), late, 0, List.of());
    }

    private static Event event(long line, String fingerprint, String task, @Nullable Stitch stitch) {
        return new Event("app.log", line, line, null, null, "ERROR", "asyncio", null, null, null,
                EventKind.TASK_EXCEPTION_NEVER_RETRIEVED, "Task exception was never retrieved", null, List.of(),
                new TaskRef(task, "work", "finished", null, null, null), null, null, null, Severity.ERROR, List.of(),
                EndedBy.GRAMMAR, false, 1, "app.log:" + line, fingerprint, null, stitch, null);
    }
}
