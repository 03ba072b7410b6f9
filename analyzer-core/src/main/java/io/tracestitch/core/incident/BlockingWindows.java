package io.tracestitch.core.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Relates what came too late to the callback that kept the event loop from running: asyncio reports a slow callback when it is
 * over, with its duration, so that it ran from that long before the report up to it. What was due in that time comes right after.
 * A time limit that ran out then is likely, not sure, to be a victim. Bounded; not safe for use by several threads.
 */
final class BlockingWindows {

    /** A shorter block makes nobody miss a limit. */
    static final double MIN_SECONDS = 0.3;
    /** Blocks and victims of which the other part may still come. */
    static final int MAX_RECENT = 256;
    /** Pairs of incidents that are counted. */
    static final int MAX_PAIRS = 4_096;
    /** So long after the block, the loop may still be busy with what had to wait. */
    private static final Duration AFTER = Duration.ofMillis(500);

    private record Block(String incident, String name, String source, @Nullable String process, Instant from, Instant to) {
        boolean holds(Late late) {
            boolean same = source.equals(late.source) && (process == null || late.process == null || process.equals(late.process)
                    || late.victim == Victim.WORKER);
            return same && !late.time.isBefore(from) && !late.time.isAfter(to.plus(AFTER));
        }
    }

    private record Late(String incident, Victim victim, String source, @Nullable String process, Instant time) {
    }

    private record Pair(String blocking, String broken, Victim victim) {
    }

    private static final class Tally {
        final String name;
        long count;
        double longest;

        Tally(String name) {
            this.name = name;
        }
    }

    private final ArrayDeque<Block> blocks = new ArrayDeque<>();
    private final ArrayDeque<Late> late = new ArrayDeque<>();
    private final Map<Pair, Tally> pairs = new LinkedHashMap<>();

    /** Takes the first report of an occurrence; it must have its fingerprint. */
    void add(Event event) {
        Instant time = event.timestamp();
        if (time == null) {
            return;
        }
        if (event.kind() == EventKind.SLOW_CALLBACK) {
            if (event.seconds() != null && event.seconds() >= MIN_SECONDS && event.seconds() < 1e6) {
                block(new Block(event.fingerprint(), name(event), event.source(), event.process(),
                        time.minusMillis((long) (event.seconds() * 1e3)), time));
            }
            return;
        }
        Victim victim = Victim.of(event);
        if (victim != null) {
            late(new Late(event.fingerprint(), victim, event.source(), event.process(), time));
        }
    }

    private void block(Block block) {
        late.removeIf(l -> {
            boolean in = block.holds(l);
            if (in) {
                count(block, l);
            }
            return in;
        });
        blocks.addLast(block);
        if (blocks.size() > MAX_RECENT) {
            blocks.removeFirst();
        }
    }

    private void late(Late event) {
        Block longest = null;
        for (Block block : blocks) {
            if (block.holds(event) && (longest == null || length(block) > length(longest))) {
                longest = block;
            }
        }
        if (longest != null) {
            count(longest, event);
            return;
        }
        late.addLast(event);
        if (late.size() > MAX_RECENT) {
            late.removeFirst();
        }
    }

    private void count(Block block, Late event) {
        Pair pair = new Pair(block.incident, event.incident, event.victim);
        Tally tally = pairs.get(pair);
        if (tally == null) {
            if (pairs.size() >= MAX_PAIRS) {
                return;
            }
            tally = new Tally(block.name);
            pairs.put(pair, tally);
        }
        tally.count++;
        tally.longest = Math.max(tally.longest, length(block));
    }

    private static double length(Block block) {
        return Duration.between(block.from, block.to).toMillis() / 1e3;
    }

    private static String name(Event event) {
        Subject subject = Subject.of(event);
        return subject == null ? "a callback" : AppFrames.simple(subject.name()) + "()";
    }

    /** What an incident has to do with others: what it broke, or what broke it. */
    List<Incident.Related> of(String incident) {
        List<Incident.Related> out = new ArrayList<>();
        pairs.forEach((pair, tally) -> {
            boolean blocks = pair.blocking.equals(incident);
            if (blocks || pair.broken.equals(incident)) {
                String what = pair.victim.words(tally.count) + " while " + tally.name + " blocked the event loop for "
                        + (tally.count == 1 ? "" : "up to ") + Titles.seconds(tally.longest);
                out.add(new Incident.Related(what, tally.count, blocks ? pair.broken : pair.blocking));
            }
        });
        return List.copyOf(out);
    }
}
