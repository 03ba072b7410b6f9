package io.tracestitch.core.traceback;

import org.jspecify.annotations.Nullable;

/**
 * Where a SyntaxError (or its kin) lies: the {@code File "...", line N} that Python prints before the offending text.
 *
 * @param file path as printed
 * @param line 1-based line number
 * @param text the offending source line, dedented; null where none was printed
 */
public record SyntaxLocation(String file, int line, @Nullable String text) {
}
