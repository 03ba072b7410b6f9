package io.tracestitch.core.stitch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/** Numbers in as few bytes as they need, seven bits in each, the lowest first; texts with their length before them. */
final class Varints {

    private static final int MAX_TEXT = 1 << 20;

    private Varints() {
    }

    static void write(DataOutput out, long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    static long read(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = in.readByte();
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IOException("a number of more than 64 bits");
    }

    /** A number that says how much follows. */
    static int readCount(DataInput in, int most) throws IOException {
        long count = read(in);
        if (count < 0 || count > most) {
            throw new IOException("a count of " + count + ", more than " + most);
        }
        return (int) count;
    }

    static void write(DataOutput out, byte[] bytes) throws IOException {
        write(out, bytes.length);
        out.write(bytes);
    }

    static byte[] readBytes(DataInput in) throws IOException {
        byte[] bytes = new byte[readCount(in, MAX_TEXT)];
        in.readFully(bytes);
        return bytes;
    }

    /** A text or null. */
    static void write(DataOutput out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            write(out, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    static @Nullable String readText(DataInput in) throws IOException {
        return in.readBoolean() ? new String(readBytes(in), StandardCharsets.UTF_8) : null;
    }
}
