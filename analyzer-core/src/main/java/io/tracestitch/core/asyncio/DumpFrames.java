package io.tracestitch.core.asyncio;

import org.jspecify.annotations.Nullable;

/** Reads the line of a frame in each of the forms that dumps have. */
final class DumpFrames {

    private DumpFrames() {
    }

    /**
     * {@code File "a.py", line 3, in f} of tracebacks, {@code File "a.py", line 3 in f} of faulthandler, and
     * {@code File 'a.py', line 3, in async f()} of call graphs; null for other lines.
     */
    static @Nullable StackFrame file(String line) {
        if (!line.startsWith("File \"") && !line.startsWith("File '")) {
            return null;
        }
        int quote = line.indexOf(line.charAt(5) + ", line ", 6);
        int digits = quote + 8;
        int end = quote < 0 ? -1 : Names.digitsEnd(line, digits, line.length());
        if (end <= digits) {
            return null;
        }
        int in = line.startsWith(",", end) ? end + 1 : end;
        String function = line.startsWith(" in ", in) ? function(line.substring(in + 4)) : null;
        return new StackFrame(new Place(line.substring(6, quote), Math.max(0, Names.number(line, digits, end))), function, null, 0);
    }

    /** {@code acquire (asyncio/locks.py:114)} of py-spy; null for other lines. */
    static @Nullable StackFrame spy(String line) {
        int open = line.lastIndexOf(" (");
        return open > 0 && line.endsWith(")") ? at(line.substring(0, open), line.substring(open + 2, line.length() - 1)) : null;
    }

    /** {@code Lock.acquire /usr/lib/python3.14/asyncio/locks.py:213} of pstree; the place may be missing. */
    static StackFrame tree(String line) {
        for (int blank = line.indexOf(' '); blank > 0; blank = line.indexOf(' ', blank + 1)) {
            StackFrame frame = at(line.substring(0, blank), line.substring(blank + 1));
            if (frame != null) {
                return frame;
            }
            if (blank > 200) {
                break; // no name of a function is that long
            }
        }
        return new StackFrame(new Place("", 0), function(line), null, 0);
    }

    private static @Nullable StackFrame at(String function, String place) {
        int colon = place.lastIndexOf(':');
        int end = colon < 0 ? -1 : Names.digitsEnd(place, colon + 1, place.length());
        if (colon <= 0 || end <= colon + 1 || end < place.length()) {
            return null;
        }
        return new StackFrame(new Place(place.substring(0, colon), Math.max(0, Names.number(place, colon + 1, end))),
                function(function), null, 0);
    }

    private static String function(String text) {
        String name = text.strip();
        name = name.startsWith("async generator ") ? name.substring("async generator ".length()) : name;
        name = name.startsWith("async ") ? name.substring("async ".length()) : name;
        name = name.startsWith("generator ") ? name.substring("generator ".length()) : name;
        return name.endsWith("()") ? name.substring(0, name.length() - 2) : name;
    }
}
