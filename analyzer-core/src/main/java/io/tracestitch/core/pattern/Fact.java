package io.tracestitch.core.pattern;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** What a placeholder in a pattern's texts can stand for. */
enum Fact {
    /** {@code orders.py:42}: the application's innermost line in the exception that the pattern explains. */
    PLACE("your code"),
    /** That line's file, as printed. */
    APP_FILE("your code"),
    /** That line's number. */
    APP_LINE("?"),
    /** The function around it. */
    APP_FUNCTION("your function"),
    /** Its source. */
    APP_CODE("that line"),
    /** The application's outermost line. */
    ENTRY_PLACE("the code that started it"),
    /** The application's line that waits in the place that the pattern's frames name. */
    WAIT_PLACE("the line that waits"),
    /** The function around that line. */
    WAIT_FUNCTION("the function that waits"),
    /** The library function in which the stack ends, such as {@code acquire() in asyncio/locks.py}. */
    LIBRARY_CALL("a call into the library"),
    /** Qualified name of the task's coroutine. */
    COROUTINE("the coroutine"),
    /** The task's name. */
    TASK("the task"),
    /** {@code type: message} of the exception that the pattern explains. */
    EXCEPTION("an exception"),
    /** Its type's last component. */
    EXCEPTION_TYPE("an exception"),
    /** The first line of the record's message. */
    MESSAGE("the message"),
    /** A duration that the event tells, in seconds. */
    SECONDS("some"),
    /** Where the task was created. */
    CREATED_AT("the line that created it"),
    /** Where the task's coroutine is defined, or runs. */
    DEFINED_AT("its definition"),
    /** What the task waits for. */
    WAITS_FOR("something"),
    /** The thread in the record. */
    THREAD("the thread");

    private static final Map<String, Fact> BY_NAME = new HashMap<>();

    static {
        for (Fact fact : values()) {
            BY_NAME.put(fact.key(), fact);
        }
    }

    /** What is said where the event does not tell. */
    final String fallback;

    Fact(String fallback) {
        this.fallback = fallback;
    }

    /** Name in a template. */
    private String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Fact of(String name) {
        return BY_NAME.get(name);
    }

    static List<String> names() {
        return Stream.of(values()).map(Fact::key).toList();
    }
}
