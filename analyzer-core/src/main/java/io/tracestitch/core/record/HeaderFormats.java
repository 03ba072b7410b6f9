package io.tracestitch.core.record;

import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.record.HeaderFormat.Strength;
import io.tracestitch.core.traceback.TracebackLine;
import org.jspecify.annotations.Nullable;

/** The header formats of one source: those the user declared, and those learnt from its lines. Not thread-safe. */
final class HeaderFormats {

    /** A source that seems to have more formats is no log; the least recently used ones go. */
    static final int MAX_FORMATS = 16;
    /** A weak format counts inside of another record only after it was seen this often outside. */
    private static final int WEAK_SEEN = 2;

    /** Optional fields count after so many lines had them, and while no more than one line in so many lacks them. */
    private static final int OPTIONAL_SEEN = 2;
    private static final int OPTIONAL_SHARE = 8;

    final List<Known> known = new ArrayList<>();
    final TaskNames names = new TaskNames();
    final @Nullable HeaderFormat declared;
    /** The two formats that were used last, for a quick look. */
    private @Nullable Known first;
    private @Nullable Known second;
    private @Nullable HeaderFormat newest;
    private @Nullable HeaderFormat older;
    /** The format that {@link #levelOf} found, and where the line's level ends. */
    private @Nullable Known levelled;
    private int behindLevel;
    private final Header scratch = new Header();
    boolean strong;
    /** Whether a known header may begin with blanks. */
    boolean indented;

    HeaderFormats(@Nullable HeaderFormat declared) {
        this.declared = declared;
        if (declared != null) {
            known.add(new Known(declared, null, true));
            strong = true;
            indented = true;
            remember();
        }
    }

    static final class Known {
        HeaderFormat format;
        /** What the format was before more was known. */
        final List<HeaderFormat> former = new ArrayList<>();
        final RoleLearner learner = new RoleLearner();
        int seen;
        /** The format without optional fields; null if it has none. */
        final @Nullable HeaderFormat certain;
        final boolean clear;
        int with;
        int without;
        /** {@link #usable()} as it was when it was looked at last, and where its tasks stand. */
        HeaderFormat usable;
        final TaskSpot spot = new TaskSpot();

        Known(HeaderFormat format, @Nullable HeaderFormat certain, boolean clear) {
            this.format = format;
            this.certain = certain;
            this.clear = clear;
            this.usable = usable();
        }

        /** The format, or, as long as optional fields may be the message's, that without them. */
        HeaderFormat usable() {
            boolean proven = (clear || with >= OPTIONAL_SEEN) && without * OPTIONAL_SHARE <= with;
            HeaderFormat now = certain == null || proven ? format : certain;
            if (now != usable) {
                usable = now;
                spot.forget();
            }
            return now;
        }

        /** Learns from a line that has the header up to its level. */
        void learn(byte[] b, int start, int end, TaskNames names) {
            refine(learner.see(format, b, start, end, names));
        }

        void named(String name) {
            refine(learner.named(format, name));
        }

        private void refine(@Nullable HeaderFormat better) {
            if (better != null) {
                former.add(format); // each time a role is found, so a few times at most
                format = FormatPool.one(better);
            }
        }

        void count(boolean optional) {
            if (optional) {
                with++;
            } else {
                without++;
            }
        }
    }

    /** Knows no more than what the user declared. */
    void forget() {
        known.removeIf(one -> one.format != declared);
        strong = declared != null;
        indented = declared != null;
        remember();
    }

    /** The level of the line if it has one of the two headers that were used last, else -1. */
    int levelOf(byte[] b, int start, int end) {
        levelled = null;
        Known one = first;
        long found = one == null || newest == null ? -1 : newest.levelOf(b, start, end);
        if (found < 0) {
            one = second;
            found = one == null || older == null ? -1 : older.levelOf(b, start, end);
        }
        if (one == null || found < 0) {
            return -1;
        }
        if (one.learner.isDue()) {
            learn(one, b, start, end);
        }
        levelled = one;
        behindLevel = (int) (found >> 8);
        return (int) found & 0xFF;
    }

    /**
     * Where the task and the process stand in the line whose level {@link #levelOf} just told is put into {@code out}; false if they
     * are not there. Learns no roles and allocates nothing.
     */
    boolean taskOf(byte[] b, int start, int end, Header out) {
        Known one = levelled;
        return one != null && one.usable.taskOf(b, start, behindLevel, end, one.spot, out)
                || one == first && older != null && older.taskOf(b, start, end, out);
    }

    private void named(String name) {
        for (Known one : known) {
            one.named(name);
        }
        if (!known.isEmpty()) {
            remember();
        }
    }

    /** The format as it is known now, which may tell more about the fields of a record that is still open. */
    HeaderFormat latest(HeaderFormat format) {
        for (Known one : known) {
            if (one.former.contains(format)) {
                return one.format;
            }
        }
        return format;
    }

    private void learn(Known one, byte[] b, int start, int end) {
        if (one.certain != null) {
            boolean whole = one.format.match(b, start, end, scratch);
            if (whole || one.certain.match(b, start, end, scratch)) {
                one.count(whole);
            }
        }
        one.learn(b, start, end, names);
        remember();
    }

    /** Remembers the formats used last, after they or their order changed. */
    void remember() {
        first = known.isEmpty() ? null : known.getFirst();
        newest = first == null ? null : first.usable();
        second = known.size() > 1 ? known.get(1) : null;
        older = second == null ? null : second.usable();
    }

    /**
     * The format of the line's header, or null.
     *
     * @param inside whether the line stands inside of a record whose text goes on, so that only a sure header may end it
     * @param out gets the header's parts
     */
    @Nullable HeaderFormat match(byte[] b, int start, int end, boolean inside, Header out) {
        if (start < end && (b[start] == ' ' || b[start] == '\t') && !indented) {
            return null;
        }
        int best = -1;
        int matched = -1;
        for (int k = 0; k < known.size(); k++) {
            Known one = known.get(k);
            if ((best < 0 || one.format.length() > known.get(best).format.length()) && allowed(one, inside)
                    && one.format.match(b, start, end, out)) {
                best = k;
                matched = k;
            } else {
                matched = -1;
            }
        }
        if (best >= 0) {
            Known one = known.get(best);
            one.seen++;
            if (best > 0) {
                known.remove(best);
                known.addFirst(one);
            }
            count(one);
            if (one.learner.isDue()) {
                one.learn(b, start, end, names);
            }
            remember();
            HeaderFormat usable = one.usable();
            if (matched != best || usable != one.format) {
                usable.match(b, start, end, out);
            }
            return usable;
        }
        if (start == end || TracebackLine.isFixed(b, start, end)) {
            return null;
        }
        HeaderRecogniser.Reading reading = HeaderRecogniser.recognise(b, start, end);
        HeaderFormat fresh = reading == null || reading.format() == null ? null : FormatPool.one(reading.format());
        if (reading == null || fresh == null || inside && strong && fresh.strength() != Strength.STRONG
                || !fresh.match(b, start, end, out)) {
            String name = names.see(b, start, end);
            if (name != null) {
                named(name);
            }
            return null;
        }
        for (Known one : known) {
            if (one.format.sameAs(fresh)) {
                return allowed(one, inside) ? fresh : null;
            }
        }
        Known one = new Known(fresh, reading.certain() == null ? null : FormatPool.one(reading.certain()), reading.clear());
        one.seen = 1;
        known.addFirst(one);
        count(one);
        if (one.learner.isDue()) {
            one.learn(b, start, end, names);
        }
        indented |= fresh.mayBeIndented();
        strong |= fresh.strength() == Strength.STRONG;
        if (known.size() > MAX_FORMATS) {
            known.removeLast();
        }
        remember();
        HeaderFormat usable = one.usable();
        usable.match(b, start, end, out);
        return usable;
    }

    /** Counts a line for and against optional fields. */
    private void count(Known seen) {
        seen.count(true);
        for (Known one : known) {
            if (one != seen && one.certain != null && one.certain.sameAs(seen.format)) {
                one.count(false);
            }
        }
    }

    /** Whether a known format matches the line; the longest one that does is taken. Changes nothing but {@code out}. */
    boolean peek(byte[] b, int start, int end, Header out) {
        HeaderFormat best = null;
        for (Known one : known) {
            HeaderFormat usable = one.usable();
            if ((best == null || usable.length() > best.length()) && usable.match(b, start, end, out)) {
                best = usable;
            }
        }
        return best != null && best.match(b, start, end, out);
    }

    private boolean allowed(Known one, boolean inside) {
        return !inside || !strong || one.format.strength() != Strength.WEAK || one.seen >= WEAK_SEEN;
    }

    /** Whether the user declared formats, and this one is among them. */
    boolean isDeclared(HeaderFormat format) {
        return format == declared;
    }

    /** Whether a format with timestamp and level is known. */
    boolean hasStrong() {
        return strong;
    }

    /** Whether any format is known. */
    boolean isEmpty() {
        return known.isEmpty();
    }

    /** For people: the format seen most often. */
    String describe() {
        Known most = null;
        for (Known one : known) {
            most = most == null || one.seen > most.seen ? one : most;
        }
        return most == null ? "no header" : most.format.description();
    }
}
