package io.tracestitch.cli.page;

/**
 * A bent line with a head and a place for a label.
 *
 * @param line path of the line
 * @param head path of its head, a triangle
 * @param labelX where the label stands
 * @param labelY its base line
 * @param anchor which end of the label that is: {@code start}, {@code middle} or {@code end}
 */
record Curve(String line, String head, double labelX, double labelY, String anchor) {

    private static final double GAP = 4;
    private static final double HEAD = 9;

    /** From a box to itself: a loop above it. */
    static Curve loop(Shape s) {
        double out = s.width() * 0.2;
        double wide = out + 46;
        double top = s.top() - GAP;
        double endX = s.x() - out;
        String line = "M" + at(s.x() + out, top) + "C" + at(s.x() + wide, top - 62) + " " + at(s.x() - wide, top - 62) + " "
                + at(endX - 3, top - 5);
        return new Curve(line, head(endX, top, s.x() - wide, top - 62), s.x(), top - 54, "middle");
    }

    /** From one of two boxes that stand side by side to the other: to the right above, to the left below. */
    static Curve beside(Shape from, Shape to) {
        boolean right = from.x() < to.x();
        double side = right ? -1 : 1;
        double startX = from.x() + (right ? 1 : -1) * from.width() * 0.2;
        double endX = to.x() - (right ? 1 : -1) * to.width() * 0.2;
        double y = from.y() + side * (from.height() / 2 + GAP);
        double bendY = y + side * 52;
        double middle = (startX + endX) / 2;
        return new Curve(quadratic(startX, y, middle, bendY, endX, y), head(endX, y, middle, bendY), middle,
                y + side * 26 + (right ? -9 : 19), "middle");
    }

    /** Between boxes around a center, bent away from it; the label stands outside, and clear of both boxes. */
    static Curve across(Shape from, Shape to, Shape center, double labelWidth) {
        double middleX = (from.x() + to.x()) / 2;
        double middleY = (from.y() + to.y()) / 2;
        double outX = middleX - center.x();
        double outY = middleY - center.y();
        double length = Math.max(1, Math.hypot(outX, outY));
        double bend = Math.hypot(to.x() - from.x(), to.y() - from.y()) * 0.16;
        double bendX = middleX + outX / length * bend;
        double bendY = middleY + outY / length * bend;
        double leave = from.leave(bendX, bendY, GAP);
        double arrive = to.leave(bendX, bendY, GAP);
        double startX = from.x() + (bendX - from.x()) * leave;
        double startY = from.y() + (bendY - from.y()) * leave;
        double endX = to.x() + (bendX - to.x()) * arrive;
        double endY = to.y() + (bendY - to.y()) * arrive;
        double onX = (startX + 2 * bendX + endX) / 4;
        double onY = (startY + 2 * bendY + endY) / 4;
        String line = quadratic(startX, startY, bendX, bendY, endX, endY);
        String head = head(endX, endY, bendX, bendY);
        boolean steep = Math.abs(to.y() - from.y()) > Math.abs(to.x() - from.x()) * 0.5;
        if (steep) {
            boolean right = outX > 0;
            return new Curve(line, head, onX + (right ? 9 : -9), onY + 4 + outY / length * 8, right ? "start" : "end");
        }
        boolean fits = labelWidth < Math.abs(to.x() - from.x()) - (from.width() + to.width()) / 2;
        double above = Math.min(onY - 9, fits ? onY : Math.min(from.top(), to.top()) - 6);
        double below = Math.max(onY + 18, fits ? onY : Math.max(from.bottom(), to.bottom()) + 15);
        return new Curve(line, head, onX, outY > 0 ? below : above, "middle");
    }

    private static String quadratic(double x1, double y1, double bendX, double bendY, double x2, double y2) {
        // the line ends inside of its head
        double length = Math.max(1, Math.hypot(x2 - bendX, y2 - bendY));
        double shortened = Math.min(1, (HEAD - 3) / length);
        return "M" + at(x1, y1) + "Q" + at(bendX, bendY) + " " + at(x2 + (bendX - x2) * shortened, y2 + (bendY - y2) * shortened);
    }

    /** A triangle with its tip at the first point, coming from the second. */
    private static String head(double x, double y, double fromX, double fromY) {
        double length = Math.max(1, Math.hypot(x - fromX, y - fromY));
        double dx = (x - fromX) / length * HEAD;
        double dy = (y - fromY) / length * HEAD;
        return "M" + at(x, y) + "L" + at(x - dx - dy * 0.5, y - dy + dx * 0.5) + "L" + at(x - dx + dy * 0.5, y - dy - dx * 0.5)
                + "z";
    }

    private static String at(double x, double y) {
        return WaitGraph.number(x) + " " + WaitGraph.number(y);
    }
}
