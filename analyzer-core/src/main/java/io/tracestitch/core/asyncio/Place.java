package io.tracestitch.core.asyncio;

/**
 * A line of a source file as asyncio prints it: {@code /srv/app/orders.py:384}.
 *
 * @param file path as printed; also {@code <stdin>}, {@code <string>} or {@code <empty co_filename>}
 * @param line line number, 1-based; 0 where Python knew none
 */
public record Place(String file, int line) {

    /**
     * Whether the file belongs to asyncio itself or to uvloop rather than to a program that uses them: a module in the folder
     * {@code asyncio} of a standard library.
     */
    public boolean inAsyncio() {
        return AsyncioFiles.contains(file);
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
