package io.tracestitch.core.state;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** Takes what is to be kept; {@link StateInput} reads it back in the same order. Not thread-safe. */
public final class StateOutput extends DataOutputStream {

    private final ByteArrayOutputStream bytes;

    /** An empty one. */
    public StateOutput() {
        this(new ByteArrayOutputStream());
    }

    private StateOutput(ByteArrayOutputStream bytes) {
        super(bytes);
        this.bytes = bytes;
    }

    /** A number in as few bytes as it needs, seven bits in each, the lowest first; negative ones need ten bytes. */
    public void number(long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            writeByte((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        writeByte((int) rest);
    }

    /** A text or null. */
    public void text(@Nullable String text) throws IOException {
        bytes(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes or null. */
    public void bytes(byte @Nullable [] value) throws IOException {
        if (value == null) {
            number(0);
        } else {
            bytes(value, 0, value.length);
        }
    }

    /** The bytes from {@code from} to {@code to}. */
    public void bytes(byte[] value, int from, int to) throws IOException {
        number(to - from + 1L);
        write(value, from, to - from);
    }

    /** A time or null. */
    public void time(@Nullable Instant time) throws IOException {
        writeBoolean(time != null);
        if (time != null) {
            writeLong(time.getEpochSecond());
            writeInt(time.getNano());
        }
    }

    /** One of the constants of an enum. Their order is a part of the form's version. */
    public void constant(Enum<?> value) throws IOException {
        writeByte(value.ordinal());
    }

    /** All that was written. */
    public byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
