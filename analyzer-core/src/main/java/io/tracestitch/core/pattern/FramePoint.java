package io.tracestitch.core.pattern;

import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A place in library code: {@code asyncio/locks.py:Lock.acquire}, {@code asyncio/queues.py}, or a folder {@code asyncio/}.
 *
 * @param file end of a path with forward slashes, from a component's start; with a slash at its end, a folder anywhere in it
 * @param function name, qualified or not; tracebacks print bare names, so of {@code Lock.acquire} they can only confirm
 *     {@code acquire}; null means any
 */
public record FramePoint(String file, @Nullable String function) {

    /** Reads {@code FILE} or {@code FILE:FUNCTION}. */
    static FramePoint parse(String text) {
        int colon = text.lastIndexOf(':');
        return colon < 0 ? new FramePoint(text, null) : new FramePoint(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Whether a frame lies there. */
    boolean covers(Frame frame) {
        return inFile(frame.file()) && (function == null || sameFunction(function, frame.function()));
    }

    private boolean inFile(String path) {
        if (file.endsWith("/")) {
            for (int at = 0; at + file.length() <= path.length(); at++) {
                if (startsComponent(path, at) && samePath(path, at)) {
                    return true;
                }
            }
            return false;
        }
        int at = path.length() - file.length();
        return at >= 0 && startsComponent(path, at) && samePath(path, at);
    }

    private static boolean startsComponent(String path, int at) {
        return at == 0 || path.charAt(at - 1) == '/' || path.charAt(at - 1) == '\\';
    }

    /** Whether {@code file} stands at that index of the path, Windows's separators taken as slashes. */
    private boolean samePath(String path, int at) {
        for (int i = 0; i < file.length(); i++) {
            char c = path.charAt(at + i);
            if ((c == '\\' ? '/' : c) != file.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Names are equal where both are qualified, else by their last component. */
    private static boolean sameFunction(String wanted, String printed) {
        if (wanted.equals(printed)) {
            return true;
        }
        int wantedDot = wanted.lastIndexOf('.');
        int printedDot = printed.lastIndexOf('.');
        if (wantedDot >= 0 && printedDot >= 0) {
            return false;
        }
        int length = wanted.length() - wantedDot - 1;
        return printed.length() - printedDot - 1 == length
                && printed.regionMatches(printedDot + 1, wanted, wantedDot + 1, length);
    }
}
