package io.tracestitch.store.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Severity;
import io.tracestitch.store.EventDocument;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** How an event is stored: everything but the text that was searched. */
final class EventCodec {

    private EventCodec() {
    }

    static BytesRef encode(EventDocument event) throws IOException {
        ByteBuffersDataOutput out = new ByteBuffersDataOutput(event.json().length + 512L);
        out.writeString(event.id());
        Blobs.optional(out, event.isSighting() ? event.occurrence() : null);
        out.writeString(event.fingerprint());
        Blobs.time(out, event.time());
        out.writeZLong(event.position());
        out.writeString(event.service());
        Blobs.optional(out, event.source().equals(event.service()) ? null : event.source());
        Blobs.optional(out, event.release());
        out.writeString(event.kind().name());
        Blobs.optional(out, event.category());
        Blobs.optional(out, event.pattern());
        out.writeString(event.severity().name());
        Blobs.strings(out, event.exceptions());
        Blobs.strings(out, event.tasks());
        Blobs.bytes(out, event.json());
        return new BytesRef(out.toArrayCopy());
    }

    static EventDocument decode(BytesRef stored) throws IOException {
        ByteArrayDataInput in = new ByteArrayDataInput(stored.bytes, stored.offset, stored.length);
        String id = in.readString();
        String occurrence = orElse(Blobs.optional(in), id);
        String fingerprint = in.readString();
        Instant time = Blobs.time(in);
        long position = in.readZLong();
        String service = in.readString();
        String source = orElse(Blobs.optional(in), service);
        String release = Blobs.optional(in);
        EventKind kind = EventKind.valueOf(in.readString());
        String category = Blobs.optional(in);
        String pattern = Blobs.optional(in);
        Severity severity = Severity.valueOf(in.readString());
        List<String> exceptions = Blobs.strings(in);
        List<String> tasks = Blobs.strings(in);
        return new EventDocument(id, occurrence, fingerprint, time, position, service, source, release, kind, category, pattern,
                severity, exceptions, tasks, List.of(), Blobs.bytes(in));
    }

    private static String orElse(@Nullable String value, String other) {
        return value == null ? other : value;
    }
}
