package io.tracestitch.core.asyncio;

import org.jspecify.annotations.Nullable;

/**
 * A callback as asyncio prints it in the reprs of handles and in the {@code cb=[...]} of futures
 * (CPython {@code asyncio/format_helpers.py}, {@code _format_callback_source}).
 *
 * @param name qualified name, without its arguments; for an object without a name its whole repr
 * @param arguments arguments with their parentheses, {@code ('x', k='v')(1)} for a partial; empty where none were printed;
 *     Python shortens each of them and prints none at all outside of debug mode from 3.12.1 on
 * @param place where the function is defined, or null for methods and builtins
 */
public record Callback(String name, String arguments, @Nullable Place place) {
}
