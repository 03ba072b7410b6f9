package io.tracestitch.store;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.Incident;
import io.tracestitch.core.incident.Stall;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import io.tracestitch.store.IncidentDocument.ReleaseSeen;
import org.jspecify.annotations.Nullable;

/** Makes the documents of what the core found. */
public final class Documents {
    /** Exceptions of one event that are looked at; the last one raised comes first. */
    private static final int MAX_EXCEPTIONS = 100;

    private Documents() {
    }

    /**
     * The document of an event that has its occurrence and its fingerprint.
     *
     * @param event the event
     * @param id its own id
     * @param service the service that reports it
     * @param release release of the service, or null
     * @param time when its line came in; taken where the event tells no time of its own
     * @param json the event as the contract has it, in UTF-8
     */
    public static EventDocument of(Event event, String id, String service, @Nullable String release, Instant time, byte[] json) {
        List<ExceptionTree> exceptions = exceptions(event.exception());
        Instant happened = event.timestamp() == null ? time : event.timestamp();
        return new EventDocument(id, event.occurrence(), event.fingerprint(), happened, event.firstLine(), service,
                event.source(), release, event.kind(), event.category(), event.pattern(), event.severity(), types(exceptions),
                        tasks(event), text(event, exceptions), json);
    }

    /**
     * The document of an incident.
     *
     * @param incident the aggregate
     * @param version its version
     * @param services the services that report it
     * @param releases the releases that it was seen in
     * @param time when its latest line came in; taken where no event tells a time of its own
     * @param json the incident as the contract has it, in UTF-8
     */
    public static IncidentDocument of(Incident incident, long version, List<String> services, List<ReleaseSeen> releases,
            Instant time, byte[] json) {
        Event latest = incident.latest();
        List<ExceptionTree> exceptions = exceptions(latest.exception());
        List<String> text = new ArrayList<>();
        text.add(incident.title());
        text.addAll(text(latest, exceptions));
        incident.sightings().forEach(sighting -> text.add(sighting.message()));
        text.addAll(incident.tasks());
        return new IncidentDocument(incident.id(), version, incident.title(), incident.category(), incident.pattern(),
                incident.severity(), services, releases, incident.firstSeen() == null ? time : incident.firstSeen(),
                incident.lastSeen() == null ? time : incident.lastSeen(), incident.count(), types(exceptions), incident.tasks(),
                text, json);
    }

    /** The exception raised last, what it came from, and the children of groups, breadth first. */
    private static List<ExceptionTree> exceptions(@Nullable ExceptionTree root) {
        List<ExceptionTree> out = new ArrayList<>();
        Deque<ExceptionTree> open = new ArrayDeque<>();
        if (root != null) {
            open.add(root);
        }
        while (!open.isEmpty() && out.size() < MAX_EXCEPTIONS) {
            ExceptionTree e = open.remove();
            out.add(e);
            if (e.origin() != null) {
                open.add(e.origin());
            }
            open.addAll(e.exceptions());
        }
        return out;
    }

    private static List<String> types(List<ExceptionTree> exceptions) {
        Set<String> out = new LinkedHashSet<>();
        exceptions.forEach(e -> out.add(e.type()));
        return List.copyOf(out);
    }

    private static List<String> tasks(Event event) {
        Set<String> out = new LinkedHashSet<>();
        if (event.task() != null) {
            add(out, event.task().name());
        }
        if (event.stall() != null) {
            event.stall().tasks().forEach(party -> add(out, party.name()));
        }
        return List.copyOf(out);
    }

    private static List<String> text(Event event, List<ExceptionTree> exceptions) {
        Set<String> out = new LinkedHashSet<>();
        out.add(event.message());
        for (ExceptionTree e : exceptions) {
            out.add(e.type() + ": " + e.message());
            out.addAll(e.notes());
            frames(out, e.frames());
        }
        frames(out, event.stack());
        add(out, event.logger());
        add(out, event.recordTask());
        add(out, event.pattern());
        if (event.task() != null) {
            add(out, event.task().name());
            add(out, event.task().coroutine());
        }
        if (event.stall() != null) {
            for (Stall.Party party : event.stall().tasks()) {
                add(out, party.name());
                add(out, party.holds());
                add(out, party.waitsFor());
            }
        }
        return List.copyOf(out);
    }

    private static void frames(Set<String> out, List<Frame> frames) {
        for (Frame frame : frames) {
            out.add(frame.file());
            out.add(frame.function());
            if (frame.inApp()) {
                add(out, frame.code());
            }
        }
    }

    private static void add(Set<String> out, @Nullable String value) {
        if (value != null) {
            out.add(value);
        }
    }
}
