package io.tracestitch.core.record;

import org.jspecify.annotations.Nullable;

/**
 * The first line of a record, taken apart once more, when somebody asks for it.
 *
 * @param time timestamp as printed, or null
 * @param level level as printed, or null
 * @param logger logger, or null
 * @param process process, or null
 * @param task task, or null
 * @param request request or trace id, or null
 * @param message what stands behind the header
 */
public record LineHeader(@Nullable String time, @Nullable String level, @Nullable String logger, @Nullable String process,
        @Nullable String task, @Nullable String request, String message) {
}
