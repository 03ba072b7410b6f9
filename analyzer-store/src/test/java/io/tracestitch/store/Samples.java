package io.tracestitch.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Severity;
import io.tracestitch.store.IncidentDocument.ReleaseSeen;
import org.jspecify.annotations.Nullable;

/** Documents for tests; what a test does not name is the same in all of them. */
final class Samples {
    /** A time to count from. */
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Samples() {
    }

    static EventSample event(String id) {
        return new EventSample(id);
    }

    static IncidentSample incident(String id) {
        return new IncidentSample(id);
    }

    /** Seconds after noon. */
    static Instant at(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    /** An event in the making. */
    static final class EventSample {
        private final String id;
        private String occurrence;
        private String fingerprint = "f1";
        private Instant time = NOON;
        private long position = 1;
        private String service = "checkout";
        private @Nullable String source;
        private @Nullable String release;
        private EventKind kind = EventKind.EXCEPTION_LOGGED;
        private @Nullable String category;
        private @Nullable String pattern;
        private Severity severity = Severity.ERROR;
        private List<String> exceptions = List.of();
        private List<String> tasks = List.of();
        private List<String> text = List.of("request failed");
        private byte @Nullable [] json;

        private EventSample(String id) {
            this.id = id;
            this.occurrence = id;
        }

        EventSample sightingOf(String first) {
            occurrence = first;
            return this;
        }

        EventSample of(String incident) {
            fingerprint = incident;
            return this;
        }

        EventSample time(Instant value) {
            time = value;
            return this;
        }

        EventSample position(long value) {
            position = value;
            return this;
        }

        EventSample service(String value) {
            service = value;
            return this;
        }

        EventSample source(String value) {
            source = value;
            return this;
        }

        EventSample release(String value) {
            release = value;
            return this;
        }

        EventSample kind(EventKind value) {
            kind = value;
            return this;
        }

        EventSample pattern(String itsCategory, String itsPattern) {
            category = itsCategory;
            pattern = itsPattern;
            return this;
        }

        EventSample severity(Severity value) {
            severity = value;
            return this;
        }

        EventSample exceptions(String... values) {
            exceptions = List.of(values);
            return this;
        }

        EventSample tasks(String... values) {
            tasks = List.of(values);
            return this;
        }

        EventSample text(String... values) {
            text = List.of(values);
            return this;
        }

        EventSample json(byte[] value) {
            json = value;
            return this;
        }

        EventDocument make() {
            byte[] bytes = json != null ? json : ("{\"occurrence\":\"" + occurrence + "\"}").getBytes(StandardCharsets.UTF_8);
            return new EventDocument(id, occurrence, fingerprint, time, position, service, source == null ? service : source,
                    release, kind, category, pattern, severity, exceptions, tasks, text, bytes);
        }
    }

    /** An incident in the making. */
    static final class IncidentSample {
        private final String id;
        private long version = 1;
        private String title;
        private @Nullable String category;
        private @Nullable String pattern;
        private Severity severity = Severity.ERROR;
        private List<String> services = List.of("checkout");
        private final List<ReleaseSeen> releases = new ArrayList<>();
        private Instant firstSeen = NOON;
        private Instant lastSeen = NOON;
        private long count = 1;
        private List<String> exceptions = List.of();
        private List<String> tasks = List.of();
        private List<String> text = List.of();
        private byte @Nullable [] json;

        private IncidentSample(String id) {
            this.id = id;
            this.title = "incident " + id;
        }

        IncidentSample version(long value) {
            version = value;
            return this;
        }

        IncidentSample title(String value) {
            title = value;
            return this;
        }

        IncidentSample pattern(String itsCategory, String itsPattern) {
            category = itsCategory;
            pattern = itsPattern;
            return this;
        }

        IncidentSample severity(Severity value) {
            severity = value;
            return this;
        }

        IncidentSample services(String... values) {
            services = List.of(values);
            return this;
        }

        IncidentSample release(String name, Instant time) {
            releases.add(new ReleaseSeen(name, time));
            return this;
        }

        IncidentSample seen(Instant first, Instant last) {
            firstSeen = first;
            lastSeen = last;
            return this;
        }

        IncidentSample count(long value) {
            count = value;
            return this;
        }

        IncidentSample exceptions(String... values) {
            exceptions = List.of(values);
            return this;
        }

        IncidentSample tasks(String... values) {
            tasks = List.of(values);
            return this;
        }

        IncidentSample text(String... values) {
            text = List.of(values);
            return this;
        }

        IncidentSample json(byte[] value) {
            json = value;
            return this;
        }

        IncidentDocument make() {
            byte[] bytes = json != null ? json : ("{\"id\":\"" + id + "\",\"version\":" + version + "}")
                    .getBytes(StandardCharsets.UTF_8);
            List<String> words = new ArrayList<>(text);
            words.add(title);
            return new IncidentDocument(id, version, title, category, pattern, severity, services, releases, firstSeen, lastSeen,
                    count, exceptions, tasks, words, bytes);
        }
    }
}
