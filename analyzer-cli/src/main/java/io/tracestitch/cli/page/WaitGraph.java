package io.tracestitch.cli.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tracestitch.core.incident.Stall;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom, as a drawing: boxes on an ellipse, two of them side by side, one with a loop; arrows lead from who waits to
 * who is waited for.
 *
 * @param id prefix of ids within the page
 * @param viewBox measures of the drawing
 * @param width its width in pixels at full size
 * @param description the drawing in words
 * @param look classes: whether the arrows are sure, whether the drawing is small
 * @param boxes tasks and threads
 * @param arrows who waits for whom
 */
public record WaitGraph(String id, String viewBox, String width, String description, String look, List<Box> boxes,
        List<Arrow> arrows) {

    /** More boxes than this cannot be told apart. */
    static final int MOST = 12;

    private static final double MARGIN = 8;
    private static final int NAME = 22;
    private static final int LABEL = 30;
    private static final int LONG_LABEL = 46;
    private static final int SHORT_LABEL = 14;
    private static final int CROWD = 6;
    /** Wider drawings than this are not shrunk to the width of a phone. */
    private static final double SMALL = 520;

    /** A task or thread: its rectangle, the middle of its lines of text, its name and what it holds, cut and whole. */
    public record Box(String x, String y, String width, String height, String middle, String nameY, String holdsY, String name,
            String holds, String full) {
    }

    /** An arrow: its line, its head, and what is waited for, with where that stands. */
    public record Arrow(String line, String head, String x, String y, String anchor, String label, String full) {
    }

    /** Who waits, for whom, and for what. */
    private record Wait(int from, int to, String what) {
    }

    /** The drawing; null where nobody is known to wait for another, or where there are too many. */
    static @Nullable WaitGraph of(Stall stall, String anchor, boolean unsure) {
        List<Stall.Party> parties = stall.tasks();
        List<Wait> waits = waits(stall);
        if (parties.isEmpty() || parties.size() > MOST || waits.isEmpty()) {
            return null;
        }
        List<Shape> shapes = layout(parties);
        Bounds bounds = new Bounds();
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            boxes.add(box(shapes.get(i), parties.get(i), bounds));
        }
        List<Arrow> arrows = new ArrayList<>();
        Shape center = Shape.center(shapes);
        for (Wait wait : waits) {
            arrows.add(arrow(wait, shapes, center, bounds));
        }
        return new WaitGraph(anchor + "w", bounds.viewBox(), bounds.width(), description(parties, waits),
                (unsure ? "unsure " : "") + (bounds.size() <= SMALL ? "small" : "large"), boxes, arrows);
    }

    /** In a deadlock each waits for the next, if it does not name another one; else only names count. */
    private static List<Wait> waits(Stall stall) {
        List<Stall.Party> parties = stall.tasks();
        Map<String, Integer> places = new HashMap<>();
        for (int i = parties.size() - 1; i >= 0; i--) {
            places.put(parties.get(i).name(), i);
        }
        List<Wait> out = new ArrayList<>();
        for (int i = 0; i < parties.size(); i++) {
            String what = parties.get(i).waitsFor();
            Integer named = what == null ? null : places.get(what);
            boolean other = named != null && (named != i || parties.size() == 1);
            if (other) {
                out.add(new Wait(i, named, "awaits"));
            } else if (stall.what() == Stall.What.DEADLOCK) {
                out.add(new Wait(i, (i + 1) % parties.size(), what == null ? "" : what));
            }
        }
        return out;
    }

    private static List<Shape> layout(List<Stall.Party> parties) {
        int n = parties.size();
        double width = 0;
        boolean holds = false;
        for (Stall.Party p : parties) {
            width = Math.max(width, Math.max(Shape.textWidth(cut(p.name(), NAME)) * 1.08,
                    p.holds() == null ? 0 : Shape.textWidth("holds " + cut(p.holds(), NAME))));
            holds |= p.holds() != null;
        }
        width = Math.max(110, width + 28);
        double height = holds ? 52 : 36;
        if (n <= 2) {
            List<Shape> row = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                row.add(new Shape(i * (width + 130), 0, width, height));
            }
            return row;
        }
        // Neighbours at the top stand side by side, those at the sides above each other: both need room for an arrow between.
        double step = 2 * Math.sin(Math.PI / n);
        double rx = Math.max(width * 0.95, (width + 56) / step);
        double ry = Math.max(height * 2.2, (height + 44) / step);
        List<Shape> out = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double angle = -Math.PI / 2 + 2 * Math.PI * i / n;
            out.add(new Shape(rx * Math.cos(angle), ry * Math.sin(angle), width, height));
        }
        return out;
    }

    private static Box box(Shape s, Stall.Party p, Bounds bounds) {
        bounds.add(s.left(), s.top());
        bounds.add(s.left() + s.width(), s.bottom());
        String holds = p.holds() == null ? "" : "holds " + cut(p.holds(), NAME);
        double nameY = holds.isEmpty() ? s.y() + 4.5 : s.y() - 4;
        return new Box(number(s.left()), number(s.top()), number(s.width()), number(s.height()), number(s.x()), number(nameY),
                number(s.y() + 14), cut(p.name(), NAME), holds, p.name() + (p.holds() == null ? "" : " holds " + p.holds()));
    }

    private static Arrow arrow(Wait wait, List<Shape> shapes, Shape center, Bounds bounds) {
        int most = shapes.size() <= 2 ? LONG_LABEL : shapes.size() < CROWD ? LABEL : SHORT_LABEL;
        String label = cut(wait.what(), most);
        Curve curve = shapes.size() == 1 ? Curve.loop(shapes.getFirst())
                : shapes.size() == 2 ? Curve.beside(shapes.get(wait.from()), shapes.get(wait.to()))
                : Curve.across(shapes.get(wait.from()), shapes.get(wait.to()), center, Shape.textWidth(label));
        double width = Shape.textWidth(label);
        double left = curve.labelX() - (curve.anchor().equals("start") ? 0 : curve.anchor().equals("end") ? width : width / 2);
        bounds.add(left, curve.labelY() - 12);
        bounds.add(left + width, curve.labelY() + 4);
        return new Arrow(curve.line(), curve.head(), number(curve.labelX()), number(curve.labelY()),
                curve.anchor(), label, wait.what());
    }

    private static String description(List<Stall.Party> parties, List<Wait> waits) {
        List<String> out = new ArrayList<>();
        for (Wait wait : waits) {
            String to = wait.to() == wait.from() ? "itself" : parties.get(wait.to()).name();
            String from = parties.get(wait.from()).name();
            out.add(wait.what().equals("awaits") ? from + " awaits " + to : from + " waits for " + to
                    + (wait.what().isEmpty() ? "" : " (" + wait.what() + ")"));
        }
        return String.join(", ", out) + ".";
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    static String number(double value) {
        return Timeline.number(value);
    }

    /** The area that is drawn on. Mutable. */
    private static final class Bounds {
        private double left = Double.MAX_VALUE;
        private double top = Double.MAX_VALUE;
        private double right = -Double.MAX_VALUE;
        private double bottom = -Double.MAX_VALUE;

        void add(double x, double y) {
            left = Math.min(left, x);
            top = Math.min(top, y);
            right = Math.max(right, x);
            bottom = Math.max(bottom, y);
        }

        String viewBox() {
            return number(left - MARGIN) + " " + number(top - MARGIN) + " " + width() + " " + number(bottom - top + 2 * MARGIN);
        }

        double size() {
            return right - left + 2 * MARGIN;
        }

        String width() {
            return number(size());
        }
    }
}
