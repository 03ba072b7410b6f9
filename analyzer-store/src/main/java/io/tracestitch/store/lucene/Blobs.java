package io.tracestitch.store.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.apache.lucene.store.DataInput;
import org.apache.lucene.store.DataOutput;
import org.jspecify.annotations.Nullable;

/** How single values stand in stored documents. */
final class Blobs {

    private Blobs() {
    }

    static void optional(DataOutput out, @Nullable String value) throws IOException {
        out.writeByte((byte) (value == null ? 0 : 1));
        if (value != null) {
            out.writeString(value);
        }
    }

    static @Nullable String optional(DataInput in) throws IOException {
        return in.readByte() == 0 ? null : in.readString();
    }

    static void strings(DataOutput out, Collection<String> values) throws IOException {
        out.writeVInt(values.size());
        for (String value : values) {
            out.writeString(value);
        }
    }

    static List<String> strings(DataInput in) throws IOException {
        int n = in.readVInt();
        List<String> out = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            out.add(in.readString());
        }
        return out;
    }

    static void time(DataOutput out, Instant time) throws IOException {
        out.writeZLong(time.getEpochSecond());
        out.writeVInt(time.getNano());
    }

    static Instant time(DataInput in) throws IOException {
        return Instant.ofEpochSecond(in.readZLong(), in.readVInt());
    }

    static void bytes(DataOutput out, byte[] value) throws IOException {
        out.writeVInt(value.length);
        out.writeBytes(value, value.length);
    }

    static byte[] bytes(DataInput in) throws IOException {
        byte[] out = new byte[in.readVInt()];
        in.readBytes(out, 0, out.length);
        return out;
    }
}
