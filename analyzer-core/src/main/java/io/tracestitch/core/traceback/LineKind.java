package io.tracestitch.core.traceback;

/** What a line may be in a traceback, judged by the line alone. */
public enum LineKind {
    /** Nothing but blanks. */
    BLANK,
    /** {@code Traceback (most recent call last):}. */
    START,
    /** {@code + Exception Group Traceback (most recent call last):}, without the plus inside of a group. */
    GROUP_START,
    /** {@code Stack (most recent call last):}, {@code Object created at (most recent call last):} and their like. */
    STACK_START,
    /** The top of rich's box, or IPython's {@code ValueError   Traceback (most recent call last)}. */
    BOX_START,
    /** {@code File "app.py", line 3, in f}; without the function it locates a SyntaxError. */
    FRAME,
    /** {@code ~~~^^^} below a source line. */
    CARETS,
    /** {@code [Previous line repeated 96 more times]}. */
    REPEAT,
    /** {@code The above exception was the direct cause of the following exception:}. */
    CAUSE_LINK,
    /** {@code During handling of the above exception, another exception occurred:}. */
    CONTEXT_LINK,
    /** {@code +---------------- 1 ----------------} of an exception group. */
    RULE,
    /** Three quotes alone, around a traceback that came from another process. */
    QUOTE,
    /** A dotted name, and a colon or nothing behind it. */
    EXCEPTION,
    /** Any other text. */
    TEXT;

    /** Whether the line can only come from a traceback. */
    public boolean isMark() {
        return switch (this) {
            case START, GROUP_START, STACK_START, BOX_START, FRAME, CARETS, REPEAT, CAUSE_LINK, CONTEXT_LINK, RULE -> true;
            case BLANK, QUOTE, EXCEPTION, TEXT -> false;
        };
    }
}
