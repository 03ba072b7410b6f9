package io.tracestitch.stream;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.EventReader;
import io.tracestitch.core.incident.Incident;
import io.tracestitch.core.incident.IncidentReader;
import io.tracestitch.core.incident.LogPartition;
import io.tracestitch.core.incident.Stall;
import io.tracestitch.core.incident.Stitch;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import io.tracestitch.store.EventDocument;
import io.tracestitch.store.IncidentDocument;

/** Records of the topics as documents of the store. */
final class Documents {

    /** Exceptions of one tree whose types and messages are searched for. */
    private static final int MAX_EXCEPTIONS = 200;
    /** Frames of one exception that free text finds; its innermost ones. */
    private static final int MAX_FRAMES = 50;

    private Documents() {
    }

    /**
     * The document of an event.
     *
     * @param written the record's timestamp, for events that tell no time
     * @throws IOException with a reason for people if it is no event
     */
    static EventDocument event(byte[] json, Instant written) throws IOException {
        Event e = EventReader.read(json);
        LogPartition partition = e.partition();
        if (partition == null) {
            throw new IOException("it does not tell which records it was read from");
        }
        String id = e.isSighting() || e.kind() != EventKind.STALL ? partition.topic() + '-' + partition.partition() + '-'
                + LogPartition.offset(e.firstLine()) + '-' + LogPartition.line(e.firstLine()) : e.occurrence();
        return new EventDocument(id, e.occurrence(), e.incident(), e.timestamp() == null ? written : e.timestamp(), e.firstLine(),
                e.source(), e.source(), null, e.kind(), e.category(), e.pattern(), e.severity(), types(e), tasks(e), text(e), json);
    }

    /**
     * The document of an incident.
     *
     * @param written the record's timestamp, for incidents of which no event tells a time
     * @throws IOException with a reason for people if it is no incident
     */
    static IncidentDocument incident(byte[] json, Instant written) throws IOException {
        Incident i = IncidentReader.read(json);
        List<String> text = new ArrayList<>(List.of(i.title()));
        text.addAll(text(i.latest()));
        if (i.remediation() != null) {
            text.add(i.remediation().summary());
        }
        return new IncidentDocument(i.id(), IncidentReader.version(json), i.title(), i.category(), i.pattern(), i.severity(), i.services(),
                List.of(), i.firstSeen() == null ? written : i.firstSeen(), i.lastSeen() == null ? written : i.lastSeen(), i.count(),
                types(i.latest()), i.tasks(), text, json);
    }

    private static List<String> types(Event e) {
        Set<String> types = new LinkedHashSet<>();
        exceptions(e).forEach(tree -> types.add(tree.type()));
        return List.copyOf(types);
    }

    /** The exceptions of an event, the one raised last in front. Not recursive: chains may be long. */
    private static List<ExceptionTree> exceptions(Event e) {
        List<ExceptionTree> all = new ArrayList<>();
        if (e.exception() != null) {
            all.add(e.exception());
        }
        for (int i = 0; i < all.size() && all.size() < MAX_EXCEPTIONS; i++) {
            ExceptionTree tree = all.get(i);
            if (tree.cause() != null) {
                all.add(tree.cause());
            }
            if (tree.context() != null) {
                all.add(tree.context());
            }
            all.addAll(tree.exceptions());
        }
        return all;
    }

    private static List<String> tasks(Event e) {
        Set<String> tasks = new LinkedHashSet<>();
        if (e.task() != null && e.task().name() != null) {
            tasks.add(e.task().name());
        }
        if (e.kind() == EventKind.EXCEPTION_LOGGED && e.recordTask() != null) {
            tasks.add(e.recordTask());
        }
        if (e.stall() != null) {
            e.stall().tasks().stream().map(Stall.Party::name).forEach(tasks::add);
        }
        return List.copyOf(tasks);
    }

    private static List<String> text(Event e) {
        List<String> text = new ArrayList<>();
        text.add(e.source());
        text.add(e.message());
        if (e.logger() != null) {
            text.add(e.logger());
        }
        for (ExceptionTree tree : exceptions(e)) {
            text.add(tree.type());
            text.add(tree.message());
            text.addAll(tree.notes());
            frames(tree.frames(), text);
        }
        frames(e.stack(), text);
        text.addAll(tasks(e));
        if (e.task() != null && e.task().coroutine() != null) {
            text.add(e.task().coroutine());
        }
        if (e.stitch() != null) {
            text.addAll(e.stitch().ids());
            e.stitch().story().stream().map(Stitch.Line::text).forEach(text::add);
        }
        return text;
    }

    private static void frames(List<Frame> frames, List<String> text) {
        for (Frame f : frames.subList(Math.max(0, frames.size() - MAX_FRAMES), frames.size())) {
            text.add(f.file());
            text.add(f.function());
            if (f.code() != null && f.inApp()) {
                text.add(f.code());
            }
        }
    }
}
