package io.tracestitch.core.traceback;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * What was worked out for the texts seen last. The files, functions and source lines of a program's tracebacks are few and come again
 * and again, so that most answers are known. A fixed number of slots, a newcomer replaces what was there; not thread-safe.
 *
 * @param <V> the answers
 */
public final class Memo<V> {

    /** Longer texts do not come again; keeping them would cost memory. */
    private static final int MAX_TEXT = 1024;

    private record Known<V>(String text, V answer) {
    }

    private final @Nullable Known<V>[] slots;
    private final Function<String, V> function;

    /**
     * A memory of the function's answers.
     *
     * @param size number of slots, a power of two
     * @param function gives the same answer for the same text, never null
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Memo(int size, Function<String, V> function) {
        this.slots = new Known[size];
        this.function = function;
    }

    /** The function's answer for the text. */
    public V of(String text) {
        int hash = text.hashCode();
        int slot = (hash ^ hash >>> 15) & slots.length - 1;
        Known<V> known = slots[slot];
        if (known != null && known.text.equals(text)) {
            return known.answer;
        }
        V answer = function.apply(text);
        if (text.length() <= MAX_TEXT) {
            slots[slot] = new Known<>(text, answer);
        }
        return answer;
    }
}
