package io.tracestitch.cli.page;

import java.util.List;

/** A box of a drawing by its center and its size. */
record Shape(double x, double y, double width, double height) {

    /** Of the page's font for code at 12 pixels. */
    private static final double CHARACTER = 7.3;

    static double textWidth(String text) {
        return text.length() * CHARACTER;
    }

    static Shape center(List<Shape> shapes) {
        return new Shape(shapes.stream().mapToDouble(Shape::x).average().orElse(0),
                shapes.stream().mapToDouble(Shape::y).average().orElse(0), 0, 0);
    }

    double left() {
        return x - width / 2;
    }

    double top() {
        return y - height / 2;
    }

    double bottom() {
        return y + height / 2;
    }

    /** Where the line from the center to a point leaves the box, {@code gap} away from it, as the part of that line inside. */
    double leave(double toX, double toY, double gap) {
        double dx = Math.abs(toX - x);
        double dy = Math.abs(toY - y);
        return Math.min(1, Math.min(dx == 0 ? 1 : (width / 2 + gap) / dx, dy == 0 ? 1 : (height / 2 + gap) / dy));
    }
}
