package io.tracestitch.store;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Where a page ended, as stores hand it to whoever asked and get it back. To those it is an opaque text.
 *
 * @param order names the order that it belongs to, so that it is not taken for a place in another one
 * @param keys what the last entry was sorted by, at most {@value #MAX_KEYS}
 * @param id id of the last entry
 */
public record Cursor(String order, List<Long> keys, String id) {

    /** Sort keys beside the id. */
    public static final int MAX_KEYS = 4;
    private static final int MAX_BYTES = 2_048;

    public Cursor {
        keys = List.copyOf(keys);
    }

    /** The cursor as a text of letters, digits, {@code -} and {@code _}. */
    public String encode() {
        byte[] orderBytes = order.getBytes(StandardCharsets.UTF_8);
        byte[] idBytes = id.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(2 + orderBytes.length + keys.size() * Long.BYTES + idBytes.length);
        out.put((byte) orderBytes.length).put(orderBytes).put((byte) keys.size());
        keys.forEach(out::putLong);
        out.put(idBytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(out.array());
    }

    /**
     * The cursor that a text stands for.
     *
     * @throws InvalidRequestException if it is none, or belongs to another order
     */
    public static Cursor decode(String text, String order, int keys) {
        if (text.length() > MAX_BYTES) {
            throw invalid();
        }
        try {
            ByteBuffer in = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            String itsOrder = text(in, in.get() & 0xff);
            int itsKeys = in.get();
            if (!itsOrder.equals(order) || itsKeys != keys) {
                throw invalid();
            }
            List<Long> values = new ArrayList<>(itsKeys);
            for (int i = 0; i < itsKeys; i++) {
                values.add(in.getLong());
            }
            return new Cursor(order, values, text(in, in.remaining()));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw invalid();
        }
    }

    private static String text(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw invalid();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static InvalidRequestException invalid() {
        return new InvalidRequestException("The cursor does not belong to this request. Begin without one.");
    }
}
