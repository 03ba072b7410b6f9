package io.tracestitch.store.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.tracestitch.core.incident.Severity;
import io.tracestitch.store.Decision;
import io.tracestitch.store.IncidentDocument;
import io.tracestitch.store.IncidentDocument.ReleaseSeen;
import io.tracestitch.store.StatusChange;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.DataInput;
import org.apache.lucene.store.DataOutput;
import org.apache.lucene.util.BytesRef;

/** How an incident is stored: the whole of it, since it is written anew whenever a part or a decision changes. */
final class IncidentCodec {
    private static final byte OPEN = 0;
    private static final byte RESOLVED = 1;
    private static final byte RESOLVED_IN_RELEASE = 2;
    private static final byte RESOLVED_IN_NEXT_RELEASE = 3;
    private static final byte MUTED = 4;
    private static final byte MUTED_UNTIL = 5;

    private IncidentCodec() {
    }

    static BytesRef encode(IncidentState state) throws IOException {
        ByteBuffersDataOutput out = new ByteBuffersDataOutput();
        out.writeString(state.id());
        Blobs.optional(out, state.root());
        Blobs.strings(out, state.parts());
        out.writeVInt(state.history().size());
        for (StatusChange change : state.history()) {
            change(out, change);
        }
        out.writeByte((byte) (state.aggregate() == null ? 0 : 1));
        if (state.aggregate() != null) {
            aggregate(out, state.aggregate());
        }
        return new BytesRef(out.toArrayCopy());
    }

    static IncidentState decode(BytesRef stored) throws IOException {
        ByteArrayDataInput in = new ByteArrayDataInput(stored.bytes, stored.offset, stored.length);
        String id = in.readString();
        String root = Blobs.optional(in);
        List<String> parts = Blobs.strings(in);
        int changes = in.readVInt();
        List<StatusChange> history = new ArrayList<>(changes);
        for (int i = 0; i < changes; i++) {
            history.add(change(in));
        }
        return new IncidentState(id, in.readByte() == 0 ? null : aggregate(in, id), history, parts, root);
    }

    private static void aggregate(DataOutput out, IncidentDocument a) throws IOException {
        out.writeZLong(a.version());
        out.writeString(a.title());
        Blobs.optional(out, a.category());
        Blobs.optional(out, a.pattern());
        out.writeString(a.severity().name());
        Blobs.strings(out, a.services());
        out.writeVInt(a.releases().size());
        for (ReleaseSeen seen : a.releases()) {
            out.writeString(seen.release());
            Blobs.time(out, seen.lastSeen());
        }
        Blobs.time(out, a.firstSeen());
        Blobs.time(out, a.lastSeen());
        out.writeZLong(a.count());
        Blobs.strings(out, a.exceptions());
        Blobs.strings(out, a.tasks());
        Blobs.strings(out, a.text());
        Blobs.bytes(out, a.json());
    }

    private static IncidentDocument aggregate(DataInput in, String id) throws IOException {
        long version = in.readZLong();
        String title = in.readString();
        String category = Blobs.optional(in);
        String pattern = Blobs.optional(in);
        Severity severity = Severity.valueOf(in.readString());
        List<String> services = Blobs.strings(in);
        int n = in.readVInt();
        List<ReleaseSeen> releases = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            releases.add(new ReleaseSeen(in.readString(), Blobs.time(in)));
        }
        Instant firstSeen = Blobs.time(in);
        Instant lastSeen = Blobs.time(in);
        long count = in.readZLong();
        List<String> exceptions = Blobs.strings(in);
        List<String> tasks = Blobs.strings(in);
        List<String> text = Blobs.strings(in);
        return new IncidentDocument(id, version, title, category, pattern, severity, services, releases, firstSeen, lastSeen,
                count,
                exceptions, tasks, text, Blobs.bytes(in));
    }

    private static void change(DataOutput out, StatusChange change) throws IOException {
        Blobs.time(out, change.at());
        out.writeString(change.by());
        Blobs.optional(out, change.comment());
        switch (change.decision()) {
            case Decision.Open() -> out.writeByte(OPEN);
            case Decision.Resolved() -> out.writeByte(RESOLVED);
            case Decision.ResolvedInRelease(String release) -> {
                out.writeByte(RESOLVED_IN_RELEASE);
                out.writeString(release);
            }
            case Decision.ResolvedInNextRelease() -> out.writeByte(RESOLVED_IN_NEXT_RELEASE);
            case Decision.Muted(Instant until) -> {
                out.writeByte(until == null ? MUTED : MUTED_UNTIL);
                if (until != null) {
                    Blobs.time(out, until);
                }
            }
        }
        Blobs.strings(out, change.tolerated());
    }

    private static StatusChange change(DataInput in) throws IOException {
        Instant at = Blobs.time(in);
        String by = in.readString();
        String comment = Blobs.optional(in);
        byte code = in.readByte();
        Decision decision = switch (code) {
            case OPEN -> new Decision.Open();
            case RESOLVED -> new Decision.Resolved();
            case RESOLVED_IN_RELEASE -> new Decision.ResolvedInRelease(in.readString());
            case RESOLVED_IN_NEXT_RELEASE -> new Decision.ResolvedInNextRelease();
            case MUTED -> new Decision.Muted(null);
            case MUTED_UNTIL -> new Decision.Muted(Blobs.time(in));
            default -> throw new IOException("there is no decision with the code " + code);
        };
        return new StatusChange(at, by, comment, decision, Set.copyOf(Blobs.strings(in)));
    }
}
