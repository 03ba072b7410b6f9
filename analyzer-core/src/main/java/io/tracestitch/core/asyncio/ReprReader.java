package io.tracestitch.core.asyncio;

import io.tracestitch.core.asyncio.ReprScanner.Stop;
import org.jspecify.annotations.Nullable;

/**
 * Reads one repr from a position on, and what asyncio puts into it. Mutable, for one text and one thread. Every character is
 * read once for each level of nesting up to {@link #MAX_NESTING} at most, so the time is linear.
 */
final class ReprReader {

    /** Reprs inside reprs that get a type of their own; what is nested deeper stays text. */
    static final int MAX_NESTING = 16;

    final String s;
    final int limit;
    final ReprScanner scanner;

    /** Where reading goes on. */
    int pos;

    ReprReader(String s, int from, int limit) {
        this.s = s;
        this.pos = from;
        this.limit = limit;
        this.scanner = new ReprScanner(s, limit);
    }

    /** Reads the repr at {@link #pos} and leaves {@link #pos} behind it. */
    AsyncRepr read(int nesting) {
        int start = pos;
        if (!at('<')) {
            return plain(start);
        }
        int typeEnd = Names.dottedEnd(s, start + 1, limit);
        String type = s.substring(start + 1, typeEnd);
        if (typeEnd >= limit || s.charAt(typeEnd) != ' ' || nesting >= MAX_NESTING) {
            return unknown(start, type);
        }
        pos = typeEnd + 1;
        String simple = type.substring(type.lastIndexOf('.') + 1);
        return switch (simple) {
            case "Handle", "_ThreadSafeHandle" -> new HandleReader(this).handle(start, type);
            case "TimerHandle" -> new HandleReader(this).timer(start, type);
            case "coroutine", "generator", "async_generator", "coroutine_wrapper" ->
                    new CoroutineReader(this).object(start, type);
            case "CoroWrapper" -> new CoroutineReader(this).wrapper(start, type);
            default -> other(start, type, simple, nesting);
        };
    }

    private AsyncRepr other(int start, String type, String simple, int nesting) {
        boolean future = simple.endsWith("Task") || simple.endsWith("Future");
        if (future ? !looks("object at ") : FutureReader.stateEnd(s, pos, limit) > 0) {
            return new FutureReader(this, nesting).read(start, type);
        }
        ObjectReader objects = new ObjectReader(this);
        if (looks("object at 0x")) {
            AsyncRepr lock = objects.lock(start, type);
            return lock != null ? lock : unknown(start, type);
        }
        if (simple.endsWith("Queue") && (looks("at 0x") || looks("maxsize="))) {
            return objects.queue(start, type);
        }
        if (simple.endsWith("Transport")) {
            return objects.transport(start, type);
        }
        if (looks("sockets=")) {
            return objects.server(start, type);
        }
        if (looks("running=")) {
            return objects.loop(start, type);
        }
        return unknown(start, type);
    }

    /** Whether the character at {@link #pos} is {@code c}. */
    boolean at(char c) {
        return pos < limit && s.charAt(pos) == c;
    }

    /** Whether {@code text} stands at {@link #pos}. */
    boolean looks(String text) {
        return pos + text.length() <= limit && s.startsWith(text, pos);
    }

    /** Steps over {@code text} if it stands at {@link #pos}. */
    boolean accept(String text) {
        boolean there = looks(text);
        if (there) {
            pos += text.length();
        }
        return there;
    }

    /** Steps over the repr's closing bracket; says whether it was there. */
    boolean close() {
        if (at('>')) {
            pos++;
            return true;
        }
        return false;
    }

    /** Steps over the rest of the repr, its closing bracket included; says whether that was found. */
    boolean closeBehind() {
        while (pos < limit && s.charAt(pos) != '>') {
            pos = Math.min(limit, scanner.valueEnd(pos, Stop.BLANK));
            if (pos < limit && s.charAt(pos) != '>') {
                pos++;
            }
        }
        return close();
    }

    /** The text from {@code start} to {@link #pos}. */
    String since(int start) {
        return s.substring(start, pos);
    }

    /** A value that ends at a blank or at the repr's end; null where the text ends first. */
    @Nullable String value() {
        int from = pos;
        pos = scanner.valueEnd(from, Stop.BLANK);
        return pos < limit ? since(from) : null;
    }

    /** The string literal at {@link #pos}, decoded; null where none stands there or its end is missing. */
    @Nullable String string() {
        if (!at('\'') && !at('"')) {
            return null;
        }
        int from = pos;
        int end = scanner.stringEnd(from);
        pos = end < 0 ? limit : end;
        return end < 0 ? null : PythonStrings.decode(s, from, end);
    }

    /**
     * A {@code file:line} at {@link #pos}. The line must be followed by something that ends it, as its last digits may be
     * missing otherwise; null and {@link #pos} unchanged where that is not so. File names may hold blanks and colons.
     */
    @Nullable Place place() {
        int angles = 0;
        for (int i = pos; i < limit; i++) {
            char c = s.charAt(i);
            if (c == '<') {
                angles++;
            } else if (c == '>' && --angles < 0 || c == '\n') {
                return null;
            } else if (c == ':' && i + 1 < limit && Names.isDigit(s.charAt(i + 1))) {
                int end = Names.digitsEnd(s, i + 1, limit);
                if (end < limit && endsPlace(s.charAt(end))) {
                    Place place = new Place(s.substring(pos, i), Math.max(0, Names.number(s, i + 1, end)));
                    pos = end;
                    return place;
                }
            }
        }
        return null;
    }

    private static boolean endsPlace(char c) {
        return c == '>' || c == ' ' || c == ',' || c == ']';
    }

    /** The digits at {@link #pos} as a number; -1 where there are none or their end is missing. */
    int number() {
        int end = Names.digitsEnd(s, pos, limit);
        int n = end < limit ? Names.number(s, pos, end) : -1;
        pos = end;
        return n;
    }

    private AsyncRepr plain(int start) {
        pos = scanner.valueEnd(start, Stop.FUTURE_ITEM);
        int end = Names.dottedEnd(s, start, pos);
        String type = end < pos && s.charAt(end) == '(' ? s.substring(start, end) : "";
        return new UnknownRepr(since(start), type, scanner.unbalanced());
    }

    private UnknownRepr unknown(int start, String type) {
        pos = start;
        int end = scanner.groupEnd(start);
        pos = end < 0 ? limit : end;
        return new UnknownRepr(since(start), type, end < 0);
    }
}
