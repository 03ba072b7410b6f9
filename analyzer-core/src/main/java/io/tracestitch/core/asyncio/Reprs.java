package io.tracestitch.core.asyncio;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the reprs of asyncio's objects as CPython 3.6 to 3.14 and uvloop print them. Total: any text gives a result, in linear
 * time. Thread-safe.
 */
public final class Reprs {

    private Reprs() {
    }

    /** Reads a text that is one repr, such as the value of a line of asyncio's context. What follows it is ignored. */
    public static AsyncRepr parse(String text) {
        return parse(text, 0, text.length());
    }

    /**
     * Reads the repr that begins at {@code from}; its end is where its {@link AsyncRepr#text()} ends.
     *
     * @param text any text
     * @param from where the repr begins, at most {@code limit}
     * @param limit where the text to read ends, at most the text's length
     */
    public static AsyncRepr parse(String text, int from, int limit) {
        return new ReprReader(text, from, limit).read(0);
    }

    /**
     * Finds the reprs of tasks and futures in a text, such as in the message {@code Task <Task pending ...> got Future <Future
     * pending> attached to a different loop}. Those inside of others are not listed.
     *
     * @return in the order of the text
     */
    public static List<AsyncRepr> findAll(String text) {
        List<AsyncRepr> found = new ArrayList<>();
        int at = text.indexOf('<');
        while (at >= 0) {
            int next = at + 1;
            if (beginsFuture(text, at)) {
                AsyncRepr repr = parse(text, at, text.length());
                if (repr instanceof TaskRepr || repr instanceof FutureRepr) {
                    found.add(repr);
                }
                next = at + repr.text().length();
            }
            at = text.indexOf('<', next);
        }
        return List.copyOf(found);
    }

    /** A class name and a state: enough to be sure that what is read from here on is a task or future. */
    private static boolean beginsFuture(String text, int at) {
        int end = Names.wordEnd(text, at + 1, text.length());
        return end > at + 1 && end < text.length() && text.charAt(end) == ' '
                && FutureReader.stateEnd(text, end + 1, text.length()) > 0;
    }
}
