package io.tracestitch.core.asyncio;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a dump of stacks says: who is there, where each stands, and who awaits whom. Immutable.
 *
 * @param stacks tasks and threads in the order in which they are printed, each once
 * @param cycles circles of tasks that the tool itself found; each task awaits the next one, and the last one the first
 * @param timeout seconds after which {@code faulthandler.dump_traceback_later} printed it, or null
 * @param process process id, where the tool prints one; or null
 * @param cut whether a limit left something out
 */
public record Dump(List<DumpStack> stacks, List<List<String>> cycles, @Nullable Double timeout, @Nullable String process,
        boolean cut) {

    /** Stacks kept of one dump. */
    public static final int MAX_STACKS = 4_096;
    /** Frames kept of one stack, the innermost ones. */
    public static final int MAX_FRAMES = 256;
    /** Links between tasks kept of one dump. */
    public static final int MAX_LINKS = 16_384;

    /** The dumps in a text, in their order; total, in linear time. */
    public static List<Dump> read(String text) {
        return new DumpReader().read(text);
    }
}
