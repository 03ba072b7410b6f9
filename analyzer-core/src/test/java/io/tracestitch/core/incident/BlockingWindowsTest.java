package io.tracestitch.core.incident;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import io.tracestitch.core.traceback.ExceptionTree;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What came too late because a callback kept the event loop from running. */
class BlockingWindowsTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String SLOW = "Executing <Task pending name='Task-3' coro=<report() running at /srv/app/r.py:12>> took 1.200 seconds";
    private static final ExceptionTree TIMEOUT = Events.error("TimeoutError", "", Events.app("db.py", 9, "query"));

    private final Incidents incidents = new Incidents();

    @Test
    void timeoutsRightAfterABlockAreCountedOnBothSides() throws IOException {
        slow(NOON, 1.2, "1");
        for (int i = 0; i < 12; i++) {
            failed(NOON.plusMillis(10 * i), TIMEOUT, "1");
        }
        assertThat(related("report()")).singleElement().satisfies(r -> {
            assertThat(r.what()).isEqualTo("12 timeouts came while report() blocked the event loop for up to 1.2 s");
            assertThat(r.count()).isEqualTo(12);
            assertThat(r.incident()).isEqualTo(incident("TimeoutError").id());
        });
        assertThat(related("TimeoutError")).extracting(Incident.Related::incident).containsExactly(incident("report()").id());
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        new IncidentWriter().write(incident("report()"), json);
        assertThat(json.toString(StandardCharsets.UTF_8)).contains("\"related\":[{\"what\":\"12 timeouts came while");
    }

    @Test
    void whatCameInsideTheBlockCountsThoughItStandsBeforeTheReport() {
        message(NOON.minusMillis(600), "[CRITICAL] WORKER TIMEOUT (pid:12)", "99");
        slow(NOON, 1.2, "12");
        assertThat(related("report()")).extracting(Incident.Related::what)
                .containsExactly("1 worker timeout came while report() blocked the event loop for 1.2 s");
    }

    @Test
    void whatCameBeforeOrLongAfterDoesNotCount() {
        failed(NOON.minusMillis(1_300), TIMEOUT, "1");
        slow(NOON, 1.2, "1");
        failed(NOON.plusMillis(600), TIMEOUT, "1");
        assertThat(related("report()")).isEmpty();
    }

    @Test
    void otherProcessesOtherFailuresAndShortBlocksDoNotCount() {
        slow(NOON, 1.2, "1");
        failed(NOON, TIMEOUT, "2");
        failed(NOON, Events.error("ValueError", "no", Events.app("a.py", 1, "f")), "1");
        assertThat(related("report()")).isEmpty();
        slow(NOON.plusSeconds(60), 0.2, "1");
        failed(NOON.plusSeconds(60), TIMEOUT, "1");
        assertThat(related("report()")).isEmpty();
    }

    @Test
    void missedHeartbeatsAreToldApartFromTimeouts() {
        slow(NOON, 1.2, "1");
        failed(NOON, Events.error("pika.exceptions.AMQPHeartbeatTimeout", "No activity or too many missed heartbeats in the last 60 seconds"),
                "1");
        assertThat(related("report()")).extracting(Incident.Related::what)
                .containsExactly("1 heartbeat was missed while report() blocked the event loop for 1.2 s");
    }

    private List<Incident.Related> related(String title) {
        return incident(title).related();
    }

    private Incident incident(String title) {
        return incidents.list().stream().filter(i -> i.title().contains(title)).findFirst().orElseThrow();
    }

    private void slow(Instant at, double seconds, String process) {
        incidents.add(event(at, EventKind.SLOW_CALLBACK, SLOW, null, seconds, process));
    }

    private void failed(Instant at, ExceptionTree exception, String process) {
        incidents.add(event(at, EventKind.EXCEPTION_LOGGED, "it failed", exception, null, process));
    }

    private void message(Instant at, String text, String process) {
        incidents.add(event(at, EventKind.LOG, text, null, null, process));
    }

    private static Event event(Instant at, EventKind kind, String message, @Nullable ExceptionTree exception, @Nullable Double seconds,
            String process) {
        return new Event("app.log", 1, 1, at, null, "ERROR", "app", process, null, null, kind, message, exception, List.of(), null,
                seconds, null, null, Severity.ERROR, List.of(), EndedBy.GRAMMAR, false, 1.0, "", "", null);
    }
}
