package io.tracestitch.core.incident;

import org.jspecify.annotations.Nullable;

/**
 * What a report without an exception is about: a coroutine or a callback, and the file that it stands in.
 *
 * @param name coroutine's or callback's name without parentheses
 * @param file path as printed, or null
 */
record Subject(String name, @Nullable String file) {
    private static final String[] HANDLES = {"<Handle ", "<TimerHandle "};
    private static final String[] COROUTINES = {"coroutine '", "coroutine method '", "async generator '",
        "asynchronous generator method '"};

    /** The subject of an event; null where neither the event nor its message names one. */
    static @Nullable Subject of(Event event) {
        TaskRef task = event.task();
        if (task != null && task.coroutine() != null) {
            return new Subject(task.coroutine(), task.definedAt() == null ? null : task.definedAt().file());
        }
        String text = event.message();
        return switch (event.kind()) {
            case SLOW_CALLBACK, LOOP_ERROR, TASK_DESTROYED_PENDING -> callback(text);
            case COROUTINE_NEVER_AWAITED -> coroutine(text);
            default -> null;
        };
    }

    /** {@code coro=<Poller.run() running at /srv/app/poll.py:12>} inside a task's repr, else the handle's callback. */
    private static @Nullable Subject callback(String text) {
        int at = text.indexOf("coro=<");
        if (at < 0) {
            return handle(text);
        }
        int from = at + "coro=<".length();
        int to = nameEnd(text, from);
        return to == from ? null : new Subject(text.substring(from, to), file(text, to));
    }

    private static int nameEnd(String text, int from) {
        int to = from;
        while (to < text.length() && (Chars.isWord(text.charAt(to)) || text.charAt(to) == '.'
                || text.startsWith("<locals>", to) || text.startsWith("<lambda>", to))) {
            to += text.charAt(to) == '<' ? "<locals>".length() : 1;
        }
        return to;
    }

    /** {@code <Handle Poller.poll(3) at /srv/app/poll.py:12 created at ...>}, {@code <TimerHandle when=12.5 tick() at ...>}. */
    private static @Nullable Subject handle(String text) {
        for (String opening : HANDLES) {
            int at = text.indexOf(opening);
            if (at >= 0) {
                int from = at + opening.length();
                from = skip(text, skip(text, from, "cancelled"), "when=");
                int to = nameEnd(text, from);
                return to == from ? null : new Subject(text.substring(from, to), file(text, to));
            }
        }
        return null;
    }

    private static int skip(String text, int from, String word) {
        if (!text.startsWith(word, from)) {
            return from;
        }
        int blank = text.indexOf(' ', from);
        return blank < 0 ? text.length() : blank + 1;
    }

    private static @Nullable String file(String text, int from) {
        int at = text.indexOf(" at ", from);
        int line = text.indexOf('\n', from);
        if (at < 0 || line >= 0 && at > line) {
            return null;
        }
        int colon = at + 4;
        while (colon < text.length() && text.charAt(colon) != '>' && !(text.charAt(colon) == ':' && colon + 1 < text.length()
                && Chars.isDigit(text.charAt(colon + 1)))) {
            colon++;
        }
        return colon < text.length() && text.charAt(colon) == ':' ? text.substring(at + 4, colon) : null;
    }

    private static @Nullable Subject coroutine(String text) {
        for (String opening : COROUTINES) {
            int at = text.indexOf(opening);
            int close = at < 0 ? -1 : text.indexOf('\'', at + opening.length());
            if (close > 0) {
                return new Subject(text.substring(at + opening.length(), close), null);
            }
        }
        return null;
    }
}
