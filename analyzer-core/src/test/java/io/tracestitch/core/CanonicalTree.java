package io.tracestitch.core;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/** An exception as the corpus's scorer compares it: without what the text of a log cannot tell. */
record CanonicalTree(String type, String message, List<String> frames, @Nullable CanonicalTree cause,
        @Nullable CanonicalTree context, List<CanonicalTree> children) {

    /** What CPython prints of a group at most. */
    private static final int GROUP_WIDTH = 15;
    private static final int GROUP_DEPTH = 10;
    /** Beyond three equal frames CPython prints only how many more there were. */
    private static final int MAX_RUN = 4;
    private static final Pattern OTHER_LINE_ENDS = Pattern.compile("[\r\u2028\u0085\u000B\f]");
    private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x08\\x0E-\\x1F]");
    private static final Pattern COLOURS = Pattern.compile("\\[[0-9;]*m");
    private static final Pattern COUNT = Pattern.compile(" \\(\\d+ sub-exceptions?\\)");

    /** All of it: full messages with notes, every frame. */
    static CanonicalTree whole(ExceptionTree tree) {
        return of(tree, true, 0);
    }

    /** Types, first lines and links only. */
    static CanonicalTree head(ExceptionTree tree) {
        return of(tree, false, 0);
    }

    private static CanonicalTree of(ExceptionTree tree, boolean whole, int depth) {
        List<String> texts = new ArrayList<>(List.of(tree.message()));
        texts.addAll(tree.notes());
        String message = normal(String.join("\n", texts));
        message = whole ? message : message.lines().findFirst().orElse("").strip();
        List<ExceptionTree> children = depth >= GROUP_DEPTH - 1 ? List.of() : tree.exceptions();
        if (!children.isEmpty() || tree.type().contains("ExceptionGroup")) {
            message = COUNT.matcher(message).replaceFirst("");
        }
        return new CanonicalTree(tree.type().replace("<locals>", "").replace("..", "."), message,
                whole ? frames(tree.frames()) : List.of(), link(tree.cause(), whole, depth), link(tree.context(), whole, depth),
                children.stream().limit(GROUP_WIDTH).map(c -> of(c, whole, depth + 1)).toList());
    }

    private static @Nullable CanonicalTree link(@Nullable ExceptionTree tree, boolean whole, int depth) {
        return tree == null ? null : of(tree, whole, depth);
    }

    private static List<String> frames(List<Frame> frames) {
        List<String> out = new ArrayList<>();
        for (Frame f : frames) {
            String text = f.file() + ":" + f.line() + " " + f.function();
            for (int i = 0; i <= Math.min(f.repeated(), MAX_RUN); i++) {
                if (!endsInRun(out, text)) {
                    out.add(text);
                }
            }
        }
        return out;
    }

    private static boolean endsInRun(List<String> frames, String frame) {
        int from = frames.size() - MAX_RUN;
        return from >= 0 && frames.subList(from, frames.size()).stream().allMatch(frame::equals);
    }

    private static String normal(String text) {
        String lines = COLOURS.matcher(CONTROLS.matcher(OTHER_LINE_ENDS.matcher(text).replaceAll("\n")).replaceAll("")).replaceAll("");
        return String.join("\n", lines.lines().map(String::stripTrailing).toList()).strip();
    }
}
