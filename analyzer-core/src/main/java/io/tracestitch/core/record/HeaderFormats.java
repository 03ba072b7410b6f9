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

    private final List<Known> known = new ArrayList<>();
    private final @Nullable HeaderFormat declared;
    /** The two formats that were used last, for a quick look. */
    private @Nullable HeaderFormat newest;
    private @Nullable HeaderFormat older;
    /** The one whose level was asked for last. */
    private @Nullable HeaderFormat looked;
    private boolean strong;
    /** Whether a known header may begin with blanks. */
    private boolean indented;

    HeaderFormats(@Nullable HeaderFormat declared) {
        this.declared = declared;
        if (declared != null) {
            known.add(new Known(declared));
            strong = true;
            indented = true;
            remember();
        }
    }

    private static final class Known {
        final HeaderFormat format;
        int seen;

        Known(HeaderFormat format) {
            this.format = format;
        }
    }

    /** The level of the line if it has one of the two headers that were used last, else -1. Allocates nothing. */
    int levelOf(byte[] b, int start, int end) {
        HeaderFormat one = newest;
        int level = one == null ? -1 : one.levelOf(b, start, end);
        if (level < 0 && older != null) {
            one = older;
            level = one.levelOf(b, start, end);
        }
        looked = one;
        return level;
    }

    /** Where the parts of the header stand whose level {@link #levelOf} gave last; false if not all of it is there. */
    boolean partsOf(byte[] b, int start, int end, Header out) {
        HeaderFormat one = looked;
        return one != null && one.match(b, start, end, out);
    }

    /** Remembers the formats used last, after their order changed. */
    private void remember() {
        newest = known.getFirst().format;
        older = known.size() > 1 ? known.get(1).format : null;
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
            if (matched != best) {
                one.format.match(b, start, end, out);
            }
            if (best > 0) {
                known.remove(best);
                known.addFirst(one);
                remember();
            }
            return one.format;
        }
        if (start == end || TracebackLine.isFixed(b, start, end)) {
            return null;
        }
        HeaderFormat fresh = HeaderRecogniser.recognise(b, start, end);
        if (fresh == null || inside && strong && fresh.strength() != Strength.STRONG || !fresh.match(b, start, end, out)) {
            return null;
        }
        for (Known one : known) {
            if (one.format.sameAs(fresh)) {
                return allowed(one, inside) ? fresh : null;
            }
        }
        Known one = new Known(fresh);
        one.seen = 1;
        known.addFirst(one);
        indented |= fresh.mayBeIndented();
        strong |= fresh.strength() == Strength.STRONG;
        if (known.size() > MAX_FORMATS) {
            known.removeLast();
        }
        remember();
        return fresh;
    }

    /** Whether a known format matches the line; the longest one that does is taken. Changes nothing but {@code out}. */
    boolean peek(byte[] b, int start, int end, Header out) {
        HeaderFormat best = null;
        for (Known one : known) {
            if ((best == null || one.format.length() > best.length()) && one.format.match(b, start, end, out)) {
                best = one.format;
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
