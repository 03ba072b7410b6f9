package io.tracestitch.cli.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;

/** Lays an exception out: frames of the application in front, runs of library frames folded, chains and groups below. */
final class TraceItems {

    private static final int MOST_ITEMS = 400;
    private static final int MOST_DEPTH = 8;
    private static final int MOST_LIBRARIES = 3;
    private static final int MOST_FOLDED = 200;

    private final List<TraceItem> out = new ArrayList<>();

    private TraceItems() {
    }

    static List<TraceItem> of(ExceptionTree exception) {
        TraceItems items = new TraceItems();
        items.exception(exception, 0);
        return items.out;
    }

    static List<TraceItem> of(List<Frame> stack) {
        TraceItems items = new TraceItems();
        items.frames(stack, 0);
        return items.out;
    }

    /** Recursion is for groups only and ends at {@link #MOST_DEPTH}; chains are walked. */
    private void exception(ExceptionTree top, int depth) {
        ExceptionTree above = null;
        for (ExceptionTree e = top; e != null; e = e.origin()) {
            if (out.size() >= MOST_ITEMS) {
                out.add(new TraceItem.Link(depth, "more below, not shown"));
                return;
            }
            if (above != null) {
                out.add(new TraceItem.Link(depth, above.cause() != null ? "directly caused by" : "while handling"));
            }
            frames(e.frames(), depth);
            if (e.syntax() != null) {
                out.add(new TraceItem.AppFrame(depth, "", e.syntax().file() + ":" + e.syntax().line(),
                        PythonCode.of(e.syntax().text() == null ? "" : e.syntax().text()), ""));
            }
            out.add(new TraceItem.Raised(depth, e.type(), e.message(), e.notes()));
            children(e, depth);
            above = e;
        }
    }

    private void children(ExceptionTree e, int depth) {
        int all = e.exceptions().size() + e.hidden();
        int n = 0;
        for (ExceptionTree child : e.exceptions()) {
            n++;
            if (depth >= MOST_DEPTH || out.size() >= MOST_ITEMS) {
                out.add(new TraceItem.Link(depth, "more below, not shown"));
                return;
            }
            out.add(new TraceItem.Link(depth + 1, n + " of " + all));
            exception(child, depth + 1);
        }
        if (e.hidden() > 0) {
            out.add(new TraceItem.Link(depth + 1, "and " + e.hidden() + " more that Python did not print"));
        }
    }

    private void frames(List<Frame> frames, int depth) {
        List<Frame> folded = new ArrayList<>();
        for (Frame frame : frames) {
            if (!frame.inApp()) {
                folded.add(frame);
                continue;
            }
            fold(folded, depth);
            if (out.size() >= MOST_ITEMS) {
                out.add(new TraceItem.Link(depth, "more frames, not shown"));
                return;
            }
            out.add(new TraceItem.AppFrame(depth, frame.function(), path(frame),
                    PythonCode.of(frame.code() == null ? "" : frame.code()), repeated(frame)));
        }
        fold(folded, depth);
    }

    private void fold(List<Frame> frames, int depth) {
        if (frames.isEmpty()) {
            return;
        }
        Set<String> libraries = new LinkedHashSet<>();
        frames.forEach(f -> libraries.add(library(f.file())));
        String names = String.join(", ", libraries.stream().limit(MOST_LIBRARIES).toList())
                + (libraries.size() > MOST_LIBRARIES ? ", …" : "");
        out.add(new TraceItem.Folded(depth, frames.size() + (frames.size() == 1 ? " frame in " : " frames in ") + names,
                frames.stream().limit(MOST_FOLDED).map(f -> new TraceItem.LibraryFrame(f.function(), path(f) + repeated(f),
                        f.code() == null ? "" : f.code())).toList()));
        frames.clear();
    }

    private static String path(Frame frame) {
        return frame.file() + (frame.line() > 0 ? ":" + frame.line() : "");
    }

    private static String repeated(Frame frame) {
        return frame.repeated() > 0 ? " repeated " + frame.repeated() + " more times" : "";
    }

    /** The package that a library's file belongs to: the first folder below site-packages or the standard library. */
    private static String library(String file) {
        String path = file.replace('\\', '/');
        for (String root : new String[] {"/site-packages/", "/dist-packages/"}) {
            int at = path.lastIndexOf(root);
            if (at >= 0) {
                return head(path.substring(at + root.length()));
            }
        }
        int lib = path.lastIndexOf("/python");
        int slash = lib < 0 ? -1 : path.indexOf('/', lib + 1);
        return slash < 0 ? head(path.substring(path.lastIndexOf('/') + 1)) : head(path.substring(slash + 1));
    }

    private static String head(String path) {
        int slash = path.indexOf('/');
        String first = slash < 0 ? path : path.substring(0, slash);
        return first.endsWith(".py") ? first.substring(0, first.length() - 3) : first;
    }
}
