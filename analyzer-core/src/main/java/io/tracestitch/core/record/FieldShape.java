package io.tracestitch.core.record;

/** What a field of a header looks like by itself. */
enum FieldShape {
    /** Blank, {@code -} or {@code None}: nobody. */
    ABSENT,
    NUMBER,
    /** {@code MainThread}, {@code Dummy-3}, {@code asyncio_0}. */
    THREAD,
    /** {@code MainProcess}, {@code ForkPoolWorker-1}. */
    PROCESS,
    /** {@code Task-12}, as asyncio names tasks. */
    TASK,
    /** An uuid, or a long hexadecimal number. */
    REQUEST,
    /** {@code worker.py:12}. */
    FILE,
    /** A logger beyond doubt: {@code app.db}, {@code asyncio}. */
    MODULE,
    /** Any other word. */
    NAME,
    /** Words, or signs that stand in no name. */
    TEXT;

    private static final int UUID_LENGTH = 36;
    private static final int SHORTEST_ID = 12;
    private static final String[] REQUEST_PREFIXES = {"req-", "req_", "request-", "trace-"};

    static FieldShape of(byte[] b, int from, int to) {
        if (isAbsent(b, from, to)) {
            return ABSENT;
        }
        if (digitsEnd(b, from, to) == to) {
            return NUMBER;
        }
        if (begins(b, from, to, "task-") && to - from > 5 && digitsEnd(b, from + 5, to) == to) {
            return TASK;
        }
        if (isId(b, from, to)) {
            return REQUEST;
        }
        if (contains(b, from, to, ".py") && !contains(b, from, to, ".py.")) {
            return FILE;
        }
        if (HeaderFormat.isDotted(b, from, to)) {
            return MODULE;
        }
        if (contains(b, from, to, "thread") || begins(b, from, to, "asyncio_") || begins(b, from, to, "dummy-")) {
            return THREAD;
        }
        if (contains(b, from, to, "process") || contains(b, from, to, "worker")) {
            return PROCESS;
        }
        for (int i = from; i < to; i++) {
            if (b[i] == ' ' || b[i] == '=' || b[i] == '"' || b[i] == '\'') {
                return TEXT;
            }
        }
        return NAME;
    }

    /** Whether that is how headers say that there is none. */
    static boolean isAbsent(byte[] b, int from, int to) {
        return switch (to - from) {
            case 0 -> true;
            case 1 -> b[from] == '-';
            case 4 -> b[from] == 'N' && b[from + 1] == 'o' && b[from + 2] == 'n' && b[from + 3] == 'e';
            default -> false;
        };
    }

    private static int digitsEnd(byte[] b, int from, int to) {
        int i = from;
        while (i < to && b[i] >= '0' && b[i] <= '9') {
            i++;
        }
        return i;
    }

    private static boolean isId(byte[] b, int from, int to) {
        for (String prefix : REQUEST_PREFIXES) {
            if (begins(b, from, to, prefix) && to - from > prefix.length()) {
                return true;
            }
        }
        int letters = 0;
        int dashes = 0;
        for (int i = from; i < to; i++) {
            byte c = b[i];
            if (c == '-') {
                dashes++;
            } else if (c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
                letters++;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        int digits = to - from - letters - dashes;
        return dashes == 4 && to - from == UUID_LENGTH || dashes == 0 && to - from >= SHORTEST_ID && letters > 0 && digits > 0;
    }

    /** In any case; {@code text} in small letters. */
    private static boolean begins(byte[] b, int from, int to, String text) {
        if (to - from < text.length()) {
            return false;
        }
        for (int k = 0; k < text.length(); k++) {
            byte c = b[from + k];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != text.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(byte[] b, int from, int to, String text) {
        for (int i = from; i <= to - text.length(); i++) {
            if (begins(b, i, to, text)) {
                return true;
            }
        }
        return false;
    }
}
