package io.tracestitch.cli.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.tracestitch.core.incident.Stall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The drawing of who waits for whom: who is connected, and that nothing covers anything. */
class WaitGraphTest {

    private record Area(String what, double left, double top, double right, double bottom) {

        boolean overlaps(Area o) {
            return left < o.right && o.left < right && top < o.bottom && o.top < bottom;
        }

        boolean holds(double x, double y) {
            return left <= x && x <= right && top <= y && y <= bottom;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void boxesAndLabelsStandClear(int n) {
        for (String label : List.of("x", "lock of the stock", "the lock of the bay (move at depot/moves.py:40)")) {
            WaitGraph graph = graph(Stall.What.DEADLOCK, ring(n, label));
            List<Area> boxes = graph.boxes().stream().map(WaitGraphTest::area).toList();
            List<Area> labels = graph.arrows().stream().map(WaitGraphTest::area).toList();
            List<Area> all = Stream.concat(boxes.stream(), labels.stream()).toList();
            for (int i = 0; i < all.size(); i++) {
                for (int j = 0; j < i; j++) {
                    assertThat(all.get(i).overlaps(all.get(j))).as("%s tasks: %s and %s", n, all.get(j), all.get(i)).isFalse();
                }
            }
            double[] view = numbers(graph.viewBox());
            Area drawing = new Area("drawing", view[0], view[1], view[0] + view[2], view[1] + view[3]);
            assertThat(all).as("all of it is in the drawing").allSatisfy(a -> {
                assertThat(drawing.holds(a.left, a.top)).isTrue();
                assertThat(drawing.holds(a.right, a.bottom)).isTrue();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 12})
    void arrowsLeadFromWhoWaitsToWhoIsWaitedFor(int n) {
        WaitGraph graph = graph(Stall.What.DEADLOCK, ring(n, "lock"));
        assertThat(graph.arrows()).hasSize(n);
        for (int i = 0; i < n; i++) {
            double[] line = numbers(graph.arrows().get(i).line());
            double[] tip = numbers(graph.arrows().get(i).head());
            assertThat(nearest(graph, line[0], line[1])).isEqualTo(i);
            assertThat(nearest(graph, tip[0], tip[1])).isEqualTo((i + 1) % n);
        }
    }

    @Test
    void whoIsNamedIsWaitedForWhateverTheOrder() {
        WaitGraph graph = graph(Stall.What.DEADLOCK, List.of(party("a", "c"), party("b", "a"), party("c", "b")));
        assertThat(graph.description()).isEqualTo("a awaits c, b awaits a, c awaits b.");
    }

    @Test
    void whoOnlyHangsIsConnectedToNobody() {
        Stall hang = stall(Stall.What.HANG, List.of(party("a", "select()"), party("b", "a lock")));
        assertThat(WaitGraph.of(hang, "i1", false)).isNull();
        assertThat(graph(Stall.What.HANG, List.of(party("a", "b"), party("b", "a lock"))).arrows()).hasSize(1);
    }

    private static WaitGraph graph(Stall.What what, List<Stall.Party> parties) {
        WaitGraph graph = WaitGraph.of(stall(what, parties), "i1", false);
        assertThat(graph).isNotNull();
        return graph;
    }

    private static Stall stall(Stall.What what, List<Stall.Party> parties) {
        return new Stall(what, parties, null, List.of());
    }

    private static Stall.Party party(String name, String waitsFor) {
        return new Stall.Party(name, null, waitsFor);
    }

    private static List<Stall.Party> ring(int n, String label) {
        List<Stall.Party> out = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            out.add(new Stall.Party("worker-" + i, i % 2 == 0 ? "lock-" + i : null, label));
        }
        return out;
    }

    private static int nearest(WaitGraph graph, double x, double y) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < graph.boxes().size(); i++) {
            Area box = area(graph.boxes().get(i));
            double distance = Math.hypot(Math.max(0, Math.max(box.left - x, x - box.right)),
                    Math.max(0, Math.max(box.top - y, y - box.bottom)));
            best = distance < least ? i : best;
            least = Math.min(least, distance);
        }
        assertThat(least).as("distance of an arrow's end from its box").isBetween(1.0, 7.0);
        return best;
    }

    private static Area area(WaitGraph.Box box) {
        double left = Double.parseDouble(box.x());
        double top = Double.parseDouble(box.y());
        return new Area("box " + box.name(), left, top, left + Double.parseDouble(box.width()),
                top + Double.parseDouble(box.height()));
    }

    private static Area area(WaitGraph.Arrow arrow) {
        double x = Double.parseDouble(arrow.x());
        double y = Double.parseDouble(arrow.y());
        double width = Shape.textWidth(arrow.label());
        double left = arrow.anchor().equals("start") ? x : arrow.anchor().equals("end") ? x - width : x - width / 2;
        return new Area("label " + arrow.label(), left, y - 9, left + width, y + 3);
    }

    private static double[] numbers(String path) {
        return Stream.of(path.split("[^-0-9.]+")).filter(s -> !s.isEmpty()).mapToDouble(Double::parseDouble).toArray();
    }
}
