package io.tracestitch.core.asyncio;

/**
 * A line of asyncio's context block, with the lines that continue it.
 *
 * @param key such as {@code future}, {@code task}, {@code transport}, {@code source_traceback}
 * @param value what follows the key, lines joined by {@code \n}
 */
public record ContextEntry(String key, String value) {
}
