package io.tracestitch.core.incident;

import java.util.List;

import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/** Guesses Python's version from the paths of frames: {@code /usr/lib/python3.12/}, {@code C:\Python312\}. */
final class PythonVersions {
    /** Frames looked at: the interpreter's own files are not rare. */
    private static final int MAX_FRAMES = 32;
    private static final String UNIX = "python";

    private PythonVersions() {
    }

    /** The version, such as {@code 3.12}; null where no path tells. */
    static @Nullable String of(Event event) {
        ExceptionTree e = event.exception();
        String found = e == null ? null : of(e.frames());
        if (found == null && e != null && !e.exceptions().isEmpty()) {
            found = of(e.exceptions().getFirst().frames());
        }
        return found != null ? found : of(event.stack());
    }

    private static @Nullable String of(List<Frame> frames) {
        int n = Math.min(MAX_FRAMES, frames.size());
        for (int i = 0; i < n; i++) {
            Frame f = frames.get(i);
            String version = f.inApp() ? null : inPath(f.file());
            if (version != null) {
                return version;
            }
        }
        return null;
    }

    static @Nullable String inPath(String path) {
        for (int at = path.indexOf(UNIX); at >= 0; at = path.indexOf(UNIX, at + 1)) {
            String version = number(path, at + UNIX.length());
            if (version != null) {
                return version;
            }
        }
        int windows = path.indexOf("\\Python3");
        if (windows < 0) {
            return null;
        }
        int from = windows + "\\Python3".length();
        int to = from;
        while (to < path.length() && Chars.isDigit(path.charAt(to))) {
            to++;
        }
        return to == from || to - from > 2 ? null : "3." + path.substring(from, to);
    }

    private static @Nullable String number(String path, int from) {
        boolean python = from + 2 < path.length() && (path.charAt(from) == '2' || path.charAt(from) == '3')
                && path.charAt(from + 1) == '.';
        int to = from + 2;
        while (python && to < path.length() && Chars.isDigit(path.charAt(to)) && to - from < 5) {
            to++;
        }
        return python && to > from + 2 ? path.substring(from, to) : null;
    }
}
