package io.tracestitch.core.incident;

import java.util.List;
import java.util.Set;

import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/** Picks the frames of a stack that tell where something broke. Not safe for use by several threads. */
final class AppFrames {
    /** Frames that decide: who is further out depends on who caught the exception, not on what broke. */
    static final int DECIDING = 3;
    /** Frames looked at from the innermost one outwards. */
    private static final int MAX_DEPTH = 10_000;
    /** Python 3.12 has no frames for comprehensions (PEP 709). */
    private static final Set<String> INLINED = Set.of("<listcomp>", "<dictcomp>", "<setcomp>");

    private final FramePlaces places = new FramePlaces();

    FramePlaces.Place place(String path) {
        return places.of(path);
    }

    /** The innermost frame of the application; null if there is none. */
    @Nullable Frame innermost(List<Frame> frames) {
        int first = Math.max(0, frames.size() - MAX_DEPTH);
        for (int i = frames.size() - 1; i >= first; i--) {
            Frame f = frames.get(i);
            if (f.inApp() && !INLINED.contains(f.function()) && !places.of(f.file()).plumbing()) {
                return f;
            }
        }
        return null;
    }

    /** The innermost frame that is not plumbing; null if there is none. */
    @Nullable Frame innermostLibrary(List<Frame> frames) {
        int first = Math.max(0, frames.size() - MAX_DEPTH);
        for (int i = frames.size() - 1; i >= first; i--) {
            Frame f = frames.get(i);
            if (!f.function().startsWith("<") && !places.of(f.file()).plumbing()) {
                return f;
            }
        }
        return null;
    }

    /**
     * Adds the deciding frames, innermost first, and returns how many there are: those of the application, else those of
     * libraries. Frames that repeat, alone or in turns (recursion), count once.
     */
    int addTo(List<Frame> frames, List<Frame> out) {
        int found = pick(frames, true, out);
        return found > 0 ? found : pick(frames, false, out);
    }

    private int pick(List<Frame> frames, boolean app, List<Frame> out) {
        int start = out.size();
        int first = Math.max(0, frames.size() - MAX_DEPTH);
        Frame module = null;
        for (int i = frames.size() - 1; i >= first && out.size() - start < DECIDING; i--) {
            Frame f = frames.get(i);
            if (app && !f.inApp() || INLINED.contains(f.function()) || places.of(f.file()).plumbing() || contains(out, start, f)) {
                continue;
            }
            if (f.function().equals("<module>")) {
                module = module == null ? f : module;
            } else {
                out.add(f);
            }
        }
        if (out.size() == start && module != null) {
            out.add(module);
        }
        return out.size() - start;
    }

    private static boolean contains(List<Frame> out, int start, Frame f) {
        for (int k = start; k < out.size(); k++) {
            if (out.get(k).function().equals(f.function()) && out.get(k).file().equals(f.file())) {
                return true;
            }
        }
        return false;
    }

    /** The last part of a qualified name: before 3.11 frames and reprs name no classes. */
    static String simple(String function) {
        int dot = function.lastIndexOf('.');
        return dot < 0 || dot == function.length() - 1 ? function : function.substring(dot + 1);
    }
}
