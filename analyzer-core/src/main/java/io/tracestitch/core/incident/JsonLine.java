package io.tracestitch.core.incident;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.tracestitch.core.traceback.Memo;
import org.jspecify.annotations.Nullable;

/**
 * One line of JSON while it is written. Knows nothing of nesting but whether a comma is due: behind anything that is not an opening
 * bracket or a name. The methods are called as those of Jackson's generator. Not thread-safe.
 */
final class JsonLine {

    private static final byte[] NULL = ascii("null");
    /** What most confidences are. */
    private static final byte[] ONE = ascii("1.0");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] HEX = ascii("0123456789ABCDEF");
    /** For each byte below 128 the letter of its short escape, {@code u} for a long one, 0 for none (RFC 8259, section 7). */
    private static final byte[] ESCAPES = escapes();
    /** Digits of the longest number, and its sign. */
    private static final int MAX_DIGITS = 20;

    /** Words that are kept as JSON; a power of two. */
    private static final int REMEMBERED = 1 << 12;

    private final Memo<byte[]> words = new Memo<>(REMEMBERED, this::quoted);
    private byte[] bytes = new byte[1 << 13];
    private int size;

    private static byte[] escapes() {
        byte[] out = new byte[128];
        Arrays.fill(out, 0, ' ', (byte) 'u');
        out['"'] = '"';
        out['\\'] = '\\';
        out['\b'] = 'b';
        out['\f'] = 'f';
        out['\n'] = 'n';
        out['\r'] = 'r';
        out['\t'] = 't';
        return out;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The text as a JSON string, quotes included. Writes nothing. */
    private byte[] quoted(String text) {
        int before = size;
        text(text);
        byte[] out = Arrays.copyOfRange(bytes, before, size);
        size = before;
        return out;
    }

    /** Writes what there is and a line end, and begins anew. */
    void end(OutputStream out) throws IOException {
        room(1);
        bytes[size++] = '\n';
        out.write(bytes, 0, size);
        size = 0;
    }

    void writeStartObject() {
        open('{');
    }

    void writeEndObject() {
        close('}');
    }

    void writeStartArray() {
        open('[');
    }

    void writeEndArray() {
        close(']');
    }

    void writeObjectFieldStart(String name) {
        writeFieldName(name);
        open('{');
    }

    void writeArrayFieldStart(String name) {
        writeFieldName(name);
        open('[');
    }

    void writeFieldName(String name) {
        comma();
        word(name);
        room(1);
        bytes[size++] = ':';
    }

    /** A field whose value comes again and again. */
    void writeWordField(String name, @Nullable String value) {
        writeFieldName(name);
        if (value == null) {
            append(NULL);
        } else {
            word(value);
        }
    }

    /** Appends a string that comes again and again; without a comma. */
    void word(String word) {
        append(words.of(word));
    }

    void writeStringField(String name, @Nullable String value) {
        writeFieldName(name);
        writeString(value);
    }

    void writeNumberField(String name, long value) {
        writeFieldName(name);
        writeNumber(value);
    }

    void writeNumberField(String name, double value) {
        writeFieldName(name);
        writeNumber(value);
    }

    void writeBooleanField(String name, boolean value) {
        writeFieldName(name);
        writeBoolean(value);
    }

    void writeNullField(String name) {
        writeFieldName(name);
        writeNull();
    }

    void writeString(@Nullable String value) {
        comma();
        if (value == null) {
            append(NULL);
        } else {
            text(value);
        }
    }

    void writeNumber(long value) {
        comma();
        digits(value);
    }

    /** JSON has no numbers that are not finite; they become texts. */
    void writeNumber(double value) {
        comma();
        if (value == 1) {
            append(ONE);
            return;
        }
        String text = Double.toString(value);
        append(ascii(Double.isFinite(value) ? text : '"' + text + '"'));
    }

    void writeBoolean(boolean value) {
        comma();
        append(value ? TRUE : FALSE);
    }

    void writeNull() {
        comma();
        append(NULL);
    }

    /** Appends bytes that are JSON already; a comma that is due is among them. */
    void append(byte[] json) {
        room(json.length);
        System.arraycopy(json, 0, bytes, size, json.length);
        size += json.length;
    }

    /** Appends a number without a comma. */
    void digits(long value) {
        room(MAX_DIGITS);
        if (value < 0 || value > Integer.MAX_VALUE) {
            append(ascii(Long.toString(value)));
            return;
        }
        int rest = (int) value;
        int count = 1;
        for (int n = rest; n >= 10; n /= 10) {
            count++;
        }
        for (int i = size + count - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += count;
    }

    private void open(char bracket) {
        comma();
        bytes[size++] = (byte) bracket;
    }

    private void close(char bracket) {
        room(1);
        bytes[size++] = (byte) bracket;
    }

    /** Writes the comma that is due, and leaves room for a byte. */
    private void comma() {
        room(2);
        byte last = size == 0 ? (byte) '[' : bytes[size - 1];
        if (last != '{' && last != '[' && last != ':') {
            bytes[size++] = ',';
        }
    }

    /** Appends a text, and leaves room for a byte. */
    private void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        int n = utf8.length;
        room(n + 3);
        bytes[size++] = '"';
        int from = 0;
        for (int i = 0; i < n; i++) {
            byte c = utf8[i];
            if (c >= 0 && ESCAPES[c] != 0) {
                part(utf8, from, i);
                escape(c, n - i);
                from = i + 1;
            }
        }
        part(utf8, from, n);
        bytes[size++] = '"';
    }

    private void part(byte[] utf8, int from, int to) {
        System.arraycopy(utf8, from, bytes, size, to - from);
        size += to - from;
    }

    private void escape(byte c, int rest) {
        room(rest + 8);
        bytes[size++] = '\\';
        bytes[size++] = ESCAPES[c];
        if (ESCAPES[c] == 'u') {
            bytes[size++] = '0';
            bytes[size++] = '0';
            bytes[size++] = HEX[c >> 4];
            bytes[size++] = HEX[c & 15];
        }
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
