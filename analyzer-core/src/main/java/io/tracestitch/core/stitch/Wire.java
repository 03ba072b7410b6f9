package io.tracestitch.core.stitch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** Texts and times in the saved state. */
final class Wire {

    private Wire() {
    }

    static void text(DataOutput out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String text(DataInput in) throws IOException {
        String text = textOrNull(in);
        if (text == null) {
            throw new IOException("A text is missing in the saved state");
        }
        return text;
    }

    static @Nullable String textOrNull(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void time(DataOutput out, @Nullable Instant time) throws IOException {
        out.writeBoolean(time != null);
        if (time != null) {
            out.writeLong(time.getEpochSecond());
            out.writeInt(time.getNano());
        }
    }

    static @Nullable Instant time(DataInput in) throws IOException {
        return in.readBoolean() ? Instant.ofEpochSecond(in.readLong(), in.readInt()) : null;
    }
}
