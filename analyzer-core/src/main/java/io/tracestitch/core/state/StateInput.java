package io.tracestitch.core.state;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link StateOutput} took. Believes nothing: what cannot be is an {@link IOException}, and nothing is allocated that the bytes
 * left could not fill. Not thread-safe.
 */
public final class StateInput extends DataInputStream {

    /** Reads these bytes. */
    public StateInput(byte[] bytes) {
        super(new ByteArrayInputStream(bytes));
    }

    private int left() throws IOException {
        return available();
    }

    /** Any number. */
    public long number() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte b = readByte();
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IOException("a number of more than 64 bits");
    }

    /** A number from 0 to {@code most}, that one included. */
    public int number(int most) throws IOException {
        long value = number();
        if (value < 0 || value > most) {
            throw new IOException("a number of " + value + " where there is none above " + most);
        }
        return (int) value;
    }

    /** How many values follow, each of which takes a byte at least. */
    public int count(int most) throws IOException {
        return number(Math.min(most, left()));
    }

    /** A text that is there. */
    public String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** A text or null. */
    public @Nullable String textOrNull() throws IOException {
        byte[] bytes = bytesOrNull();
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Bytes that are there. */
    public byte[] bytes() throws IOException {
        byte[] bytes = bytesOrNull();
        if (bytes == null) {
            throw new IOException("a text is missing");
        }
        return bytes;
    }

    /** Bytes or null. */
    public byte @Nullable [] bytesOrNull() throws IOException {
        int length = number(Integer.MAX_VALUE) - 1;
        if (length < 0) {
            return null;
        }
        if (length > left()) {
            throw new IOException("a text of " + length + " bytes where " + left() + " are left");
        }
        byte[] bytes = new byte[length];
        readFully(bytes);
        return bytes;
    }

    /** A time or null. */
    public @Nullable Instant time() throws IOException {
        if (!readBoolean()) {
            return null;
        }
        try {
            return Instant.ofEpochSecond(readLong(), readInt());
        } catch (DateTimeException | ArithmeticException e) {
            throw new IOException("a time that cannot be", e);
        }
    }

    /** One of these constants. */
    public <T extends Enum<T>> T constant(T[] all) throws IOException {
        int ordinal = readUnsignedByte();
        if (ordinal >= all.length) {
            throw new IOException("the constant " + ordinal + " of " + all.length);
        }
        return all[ordinal];
    }

    /** There must be nothing left. */
    public void end() throws IOException {
        if (left() > 0) {
            throw new IOException(left() + " bytes too many");
        }
    }
}
