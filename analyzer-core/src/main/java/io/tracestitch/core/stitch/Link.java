package io.tracestitch.core.stitch;

import java.util.List;

/**
 * Lines that a task is thought to have written.
 *
 * @param lines numbers of the lines, rising
 * @param parts those of them whose text is still known
 * @param earlier how many more there were
 * @param confidence how sure that is, 0 to 1
 * @param evidence what it was concluded from, in words
 */
record Link(long[] lines, List<LineParts> parts, long earlier, double confidence, List<String> evidence) {

    static final Link NONE = new Link(new long[0], List.of(), 0, 0, List.of());
}
