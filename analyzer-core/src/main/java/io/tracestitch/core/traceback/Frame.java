package io.tracestitch.core.traceback;

import org.jspecify.annotations.Nullable;

/**
 * One frame of a traceback: {@code File "file", line line, in function} and the source below it.
 *
 * @param file path as printed
 * @param line 1-based line number; 0 where none was printed
 * @param function name of the function as printed ({@code <module>}, {@code <lambda>}, qualified from 3.11's reprs on)
 * @param code source text, dedented, several lines joined by {@code \n}; null where Python had no source
 * @param inApp whether the file belongs to the application rather than to Python or an installed package
 * @param repeated {@code N} of "[Previous line repeated N more times]", else 0
 */
public record Frame(String file, int line, String function, @Nullable String code, boolean inApp, int repeated) {

    /** A frame whose file tells by its path whether it belongs to the application. */
    public static Frame of(String file, int line, String function, @Nullable String code) {
        return new Frame(file, line, function, code, Library.isApp(file), 0);
    }

    /** This frame, repeated {@code n} more times. */
    Frame withRepeated(int n) {
        return new Frame(file, line, function, code, inApp, n);
    }
}
