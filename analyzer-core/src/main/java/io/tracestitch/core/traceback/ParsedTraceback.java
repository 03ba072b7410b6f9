package io.tracestitch.core.traceback;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the parser made of some lines.
 *
 * @param tree the exception raised last; null where the exception's own line is missing (a log that was cut) or where there was none
 * @param stack frames that belong to no exception: of a traceback without its end, of stack_info, of a creation stack
 * @param first index of the first line that belongs to the traceback; the number of lines if there is none
 * @param last index behind the last line that belongs to it
 * @param truncated whether something was cut out of it or is missing
 * @param limited whether a limit of the parser cut it
 */
public record ParsedTraceback(@Nullable ExceptionTree tree, List<Frame> stack, int first, int last, boolean truncated,
        boolean limited) {
}
