package io.tracestitch.core.state;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The outer form of a saved state: two letters, which part it is, a version, whether it is deflated, its length and checksum, and then
 * what a {@link StateOutput} holds.
 *
 * @param part a letter for what it holds
 * @param version version of what it holds; another one cannot be read
 */
public record StateForm(char part, int version) {

    private static final byte[] MAGIC = {'T', 's'};
    private static final int HEADER = 4;
    private static final int DEFLATED = 1;
    private static final int PLAIN = 0;
    /** Shorter ones are not worth it. */
    private static final int MIN_DEFLATED = 512;
    /** Deflate makes nothing smaller than that (RFC 1951: 258 bytes from two bits at best). */
    private static final int MAX_RATIO = 1032;

    /** What was written, in this form. */
    public byte[] seal(StateOutput state) throws IOException {
        byte[] body = state.toByteArray();
        boolean deflate = body.length >= MIN_DEFLATED;
        byte[] packed = deflate ? deflated(body) : body;
        CRC32 checksum = new CRC32();
        checksum.update(body);
        StateOutput out = new StateOutput();
        out.write(MAGIC);
        out.writeByte(part);
        out.writeByte(version);
        out.writeByte(deflate ? DEFLATED : PLAIN);
        out.number(body.length);
        out.writeInt((int) checksum.getValue());
        out.write(packed);
        return out.toByteArray();
    }

    /**
     * What stands in a state of this form.
     *
     * @throws IOException with a sentence for people if it is none, one of another version, or damaged
     */
    public StateInput open(byte[] state) throws IOException {
        if (state.length < HEADER || state[0] != MAGIC[0] || state[1] != MAGIC[1] || state[2] != part) {
            throw new IOException("no saved state of this kind");
        }
        if (state[3] != version) {
            throw new IOException("a saved state of version " + state[3] + "; this program reads version " + version);
        }
        StateInput in = new StateInput(Arrays.copyOfRange(state, HEADER, state.length));
        boolean deflated = in.readUnsignedByte() == DEFLATED;
        int length = in.number(Integer.MAX_VALUE);
        int sum = in.readInt();
        byte[] packed = in.readAllBytes();
        if (deflated ? length / MAX_RATIO > packed.length : length != packed.length) {
            throw new IOException("a saved state that is cut off");
        }
        byte[] body = deflated ? inflated(packed, length) : packed;
        CRC32 checksum = new CRC32();
        checksum.update(body);
        if ((int) checksum.getValue() != sum) {
            throw new IOException("a saved state that is damaged");
        }
        return new StateInput(body);
    }

    private static byte[] deflated(byte[] body) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(body);
            deflater.finish();
            byte[] out = new byte[body.length / 2 + 64];
            int size = 0;
            while (!deflater.finished()) {
                if (size == out.length) {
                    out = Arrays.copyOf(out, size * 2);
                }
                size += deflater.deflate(out, size, out.length - size);
            }
            return Arrays.copyOf(out, size);
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflated(byte[] packed, int length) throws IOException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] out = new byte[length];
            int size = 0;
            while (size < length) {
                int more = inflater.inflate(out, size, length - size);
                if (more == 0) {
                    throw new IOException("a saved state that is cut off");
                }
                size += more;
            }
            return out;
        } catch (DataFormatException e) {
            throw new IOException("a saved state that is damaged", e);
        } finally {
            inflater.end();
        }
    }
}
