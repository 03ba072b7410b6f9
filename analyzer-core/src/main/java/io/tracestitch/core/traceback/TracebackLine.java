package io.tracestitch.core.traceback;

import java.nio.charset.StandardCharsets;

/**
 * The classification of one line by the grammar of CPython's {@code Lib/traceback.py}. Mutable, so that classifying millions of
 * lines allocates nothing; not thread-safe.
 */
public final class TracebackLine {

    private static final byte[] START = ascii("Traceback (most recent call last):");
    private static final byte[] RECENT_LAST = ascii("(most recent call last)");
    private static final byte[] GROUP_START = ascii("Exception Group Traceback (most recent call last):");
    private static final byte[] REPEAT = ascii("[Previous line repeated ");
    private static final byte[] CAUSE = ascii("The above exception was the direct cause of the following exception:");
    private static final byte[] CONTEXT = ascii("During handling of the above exception, another exception occurred:");
    private static final byte[] FILE = ascii("File \"");
    private static final byte[] LINE = ascii("\", line ");
    /** A SyntaxError without a location, up to 3.9. */
    private static final byte[] NONE = ascii("None");
    private static final byte[] QUOTES = ascii("\"\"\"");
    private static final byte[] CALL_STACK = ascii("Call stack:");
    private static final byte[] STACK = ascii("Stack ");
    private static final byte[] ALLOCATED = ascii("allocated at ");
    private static final byte[] TRACEBACK = ascii("Traceback ");
    private static final byte[] ERROR = ascii("Error");
    private static final byte[] WARNING = ascii("Warning");
    private static final byte[] EXIT = ascii("Exit");
    private static final byte[] ITERATION = ascii("Iteration");
    private static final byte[] CREATED = ascii("created at ");
    private static final byte[] EXCEPTION = ascii("Exception");
    private static final byte[] GROUP = ascii("Group");
    private static final byte[] INTERRUPT = ascii("Interrupt");
    /** The first two bytes of every box-drawing character in UTF-8. */
    private static final byte BOX_1 = (byte) 0xE2;
    private static final byte BOX_2 = (byte) 0x95;
    private static final byte BOX_2_LIGHT = (byte) 0x94;
    /** A no-break space in UTF-8: AWS Lambda indents with it. */
    private static final byte NO_BREAK_1 = (byte) 0xC2;
    private static final byte NO_BREAK_2 = (byte) 0xA0;
    /** How long a type's dotted name may be. */
    private static final int MAX_TYPE = 300;

    private LineKind kind = LineKind.BLANK;
    private int margin;
    private int indent;
    private int content;
    private boolean titled;

    /** Whether a line of text ends as a traceback begins: {@code while saving: Traceback (most recent call last):}. */
    public static boolean endsInStart(byte[] b, int start, int end) {
        int to = trimEnd(b, start, end);
        int at = to - START.length;
        return to > start && b[to - 1] == ':' && at > start && (b[at - 1] == ' ' || b[at - 1] == ':') && matches(b, at, to, START);
    }

    /** Whether a line is one of those that Python prints the same each time: a traceback's first one, a link between exceptions. */
    public static boolean isFixed(byte[] b, int start, int end) {
        int length = end - start;
        return switch (b[start]) {
            case 'T' -> length == START.length && matches(b, start, end, START)
                    || length == CAUSE.length && matches(b, start, end, CAUSE);
            case 'D' -> length == CONTEXT.length && matches(b, start, end, CONTEXT);
            default -> false;
        };
    }

    /** What the line may be. */
    public LineKind kind() {
        return kind;
    }

    /** Level of the group's margin {@code |} that stands before the text; 0 where there is none. */
    public int margin() {
        return margin;
    }

    /** How many blanks stand before the text, not counting a margin. */
    public int indent() {
        return indent;
    }

    /** Offset in the array of the first byte that is neither blank nor margin. */
    public int content() {
        return content;
    }

    /** Whether an exception-like line ends as exceptions are named ("Error", "Exception", ...) or is dotted. */
    public boolean isTitled() {
        return titled;
    }

    /** Classifies the bytes from {@code start} to {@code end}, which hold neither line end nor colour codes. */
    public TracebackLine classify(byte[] b, int start, int end) {
        margin = 0;
        titled = false;
        int i = skipBlanks(b, start, end);
        indent = i - start;
        if (i < end && b[i] == '|' && indent >= 2 && (indent & 1) == 0 && (i + 1 == end || b[i + 1] == ' ')) {
            margin = indent >> 1;
            int text = Math.min(end, i + 2);
            i = skipBlanks(b, text, end);
            indent = i - text;
        }
        content = i;
        kind = i == end ? LineKind.BLANK : kindOf(b, i, trimEnd(b, i, end));
        if (kind == LineKind.RULE) {
            margin = indent >> 1;
        }
        return this;
    }

    private LineKind kindOf(byte[] b, int i, int end) {
        switch (b[i]) {
            case 'T' -> {
                if (matches(b, i, end, START) && end - i == START.length) {
                    return LineKind.START;
                }
                if (matches(b, i, end, CAUSE) && end - i == CAUSE.length) {
                    return LineKind.CAUSE_LINK;
                }
            }
            case 'D' -> {
                if (matches(b, i, end, CONTEXT) && end - i == CONTEXT.length) {
                    return LineKind.CONTEXT_LINK;
                }
            }
            case 'F' -> {
                if (isFrame(b, i, end)) {
                    return LineKind.FRAME;
                }
            }
            case '>' -> {
                // loguru marks the frame that caught the exception
                if (i + 2 < end && b[i + 1] == ' ' && isFrame(b, i + 2, end)) {
                    content = i + 2;
                    indent += 2;
                    return LineKind.FRAME;
                }
            }
            case '^', '~' -> {
                if (onlyCarets(b, i, end)) {
                    return LineKind.CARETS;
                }
            }
            case '[' -> {
                if (matches(b, i, end, REPEAT)) {
                    return LineKind.REPEAT;
                }
            }
            case '+' -> {
                if (i + 2 < end && b[i + 1] == ' ' && matches(b, i + 2, end, GROUP_START)) {
                    return LineKind.GROUP_START;
                }
                if (i + 8 < end && b[i + 1] == '-' && (b[i + 2] == '-' || b[i + 2] == '+') && b[end - 1] == '-') {
                    return LineKind.RULE;
                }
            }
            case 'E' -> {
                if (matches(b, i, end, GROUP_START)) {
                    return LineKind.GROUP_START;
                }
            }
            case '"' -> {
                if (end - i == QUOTES.length && matches(b, i, end, QUOTES)) {
                    return LineKind.QUOTE;
                }
            }
            default -> { }
        }
        if (indent == 0 && end - i == CALL_STACK.length && matches(b, i, end, CALL_STACK)) {
            return LineKind.STACK_START; // of logging's handleError
        }
        if ((b[end - 1] == ':' || b[end - 1] == ')') && stackStart(b, i, end)) {
            return LineKind.STACK_START;
        }
        if (b[i] == BOX_1 && boxStart(b, i, end)) {
            return LineKind.BOX_START;
        }
        if (b[end - 1] == ')' && notebookStart(b, i, end)) {
            return LineKind.BOX_START;
        }
        return looksLikeException(b, i, end) ? LineKind.EXCEPTION : LineKind.TEXT;
    }

    /** {@code ... (most recent call last):} with words before it: stack_info, creation stacks, print_stack. */
    private static boolean stackStart(byte[] b, int i, int end) {
        int close = b[end - 1] == ':' ? end - 1 : end;
        int at = close - RECENT_LAST.length;
        if (at <= i || !matches(b, at, close, RECENT_LAST) || b[i] == BOX_1) {
            return false;
        }
        return matches(b, i, end, STACK) || endsWith(b, i, at, CREATED) || endsWith(b, i, at, ALLOCATED);
    }

    private static boolean boxStart(byte[] b, int i, int end) {
        return i + 2 < end && (b[i + 1] == BOX_2 || b[i + 1] == BOX_2_LIGHT) && indexOf(b, i, end, RECENT_LAST) > 0
                && indexOf(b, i, end, TRACEBACK) > 0;
    }

    /** IPython: a type's name, many blanks, {@code Traceback (most recent call last)} without a colon. */
    private static boolean notebookStart(byte[] b, int i, int end) {
        int at = end - RECENT_LAST.length - TRACEBACK.length;
        return at > i + 3 && matches(b, end - RECENT_LAST.length, end, RECENT_LAST) && matches(b, at, end, TRACEBACK)
                && b[at - 1] == ' ' && b[at - 2] == ' ';
    }

    static boolean isFrame(byte[] b, int i, int end) {
        if (!matches(b, i, end, FILE)) {
            return false;
        }
        int at = indexOf(b, i + FILE.length, end, LINE);
        int digit = at + LINE.length;
        boolean numbered = at > 0 && digit < end && b[digit] >= '0' && b[digit] <= '9';
        return numbered || at > 0 && end - digit == NONE.length && matches(b, digit, end, NONE);
    }

    private static boolean onlyCarets(byte[] b, int i, int end) {
        for (int k = i; k < end; k++) {
            if (b[k] != '^' && b[k] != '~' && b[k] != ' ') {
                return false;
            }
        }
        return true;
    }

    private boolean looksLikeException(byte[] b, int i, int end) {
        int limit = Math.min(end, i + MAX_TYPE);
        int last = i;
        int k = i;
        boolean dotted = false;
        for (; k < limit; k++) {
            byte c = b[k];
            if (c == '.') {
                if (k == last && k > i) {
                    return false;
                }
                dotted = true;
                last = k + 1;
            } else if (!isWord(c) && c != '<' && c != '>') {
                break;
            }
        }
        if (k == i || k == last || b[i] >= '0' && b[i] <= '9' || b[last] >= '0' && b[last] <= '9') {
            return false;
        }
        if (k < end && !(b[k] == ':' && (k + 1 == end || b[k + 1] == ' '))) {
            return false;
        }
        boolean named = endsWith(b, last, k, ERROR) || endsWith(b, last, k, EXCEPTION) || endsWith(b, last, k, WARNING)
                || endsWith(b, last, k, GROUP) || endsWith(b, last, k, EXIT) || endsWith(b, last, k, INTERRUPT)
                || endsWith(b, last, k, ITERATION);
        boolean capital = b[last] >= 'A' && b[last] <= 'Z' || b[last] == '_' || b[last] < 0;
        titled = named && (capital || dotted) || dotted && capital;
        // a lone word is no exception unless it is written like a class
        return k < end || named || capital && hasLower(b, last, k);
    }

    private static boolean hasLower(byte[] b, int start, int end) {
        for (int i = start; i < end; i++) {
            if (b[i] >= 'a' && b[i] <= 'z') {
                return true;
            }
        }
        return false;
    }

    private static boolean isWord(byte c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c < 0;
    }

    private static int skipBlanks(byte[] b, int i, int end) {
        int k = i;
        while (k < end && (b[k] == ' ' || b[k] == '\t' || b[k] == 0x0c || b[k] == '\r' || b[k] == NO_BREAK_1)) {
            if (b[k] == NO_BREAK_1 && (k + 1 == end || b[++k] != NO_BREAK_2)) {
                return k - 1;
            }
            k++;
        }
        return k;
    }

    static int trimEnd(byte[] b, int start, int end) {
        int k = end;
        while (k > start && (b[k - 1] == ' ' || b[k - 1] == '\t' || b[k - 1] == '\r')) {
            k--;
        }
        return k;
    }

    static boolean matches(byte[] b, int at, int end, byte[] wanted) {
        if (end - at < wanted.length) {
            return false;
        }
        for (int k = 0; k < wanted.length; k++) {
            if (b[at + k] != wanted[k]) {
                return false;
            }
        }
        return true;
    }

    private static boolean endsWith(byte[] b, int start, int end, byte[] wanted) {
        return end - start >= wanted.length && matches(b, end - wanted.length, end, wanted);
    }

    static int indexOf(byte[] b, int start, int end, byte[] wanted) {
        byte first = wanted[0];
        for (int i = start; i <= end - wanted.length; i++) {
            if (b[i] == first && matches(b, i, end, wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] ascii(String s) {
        return s.getBytes(StandardCharsets.US_ASCII);
    }
}
