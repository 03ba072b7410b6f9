package io.tracestitch.core.record;

import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.record.HeaderFormat.Strength;
import org.jspecify.annotations.Nullable;

/** The header formats of one source: those the user declared, and those learnt from its lines. Not thread-safe. */
final class HeaderFormats {

    /** A source that seems to have more formats is no log; the least recently used ones go. */
    static final int MAX_FORMATS = 16;
    /** A weak format counts inside of another record only after it was seen this often outside. */
    private static final int WEAK_SEEN = 2;

    private final List<Known> known = new ArrayList<>();
    private final @Nullable HeaderFormat declared;
    private boolean strong;
    /** Whether a known header may begin with blanks. */
    private boolean indented;

    HeaderFormats(@Nullable HeaderFormat declared) {
        this.declared = declared;
        if (declared != null) {
            known.add(new Known(declared));
            strong = true;
            indented = true;
        }
    }

    private static final class Known {
        final HeaderFormat format;
        int seen;

        Known(HeaderFormat format) {
            this.format = format;
        }
    }

    /** Knows no more than what the user declared. */
    void forget() {
        known.removeIf(one -> one.format != declared);
        strong = declared != null;
        indented = declared != null;
    }

    /** The level of the line if it has the header that was used last, else -1. Allocates nothing. */
    int levelOf(byte[] b, int start, int end) {
        return known.isEmpty() ? -1 : known.getFirst().format.levelOf(b, start, end);
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
            }
            return one.format;
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
        return fresh;
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
