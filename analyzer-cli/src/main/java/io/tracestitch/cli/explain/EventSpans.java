package io.tracestitch.cli.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The events of a log, asked for line by line, upwards. Where events of several writers overlap, a line goes to the event whose
 * first line had the same writer.
 */
final class EventSpans {

    private record Open(EventSpan span, String writer) {
    }

    private final List<EventSpan> spans;
    private final List<Open> open = new ArrayList<>();
    private int next;

    private EventSpans(List<EventSpan> spans) {
        this.spans = spans;
    }

    static EventSpans of(List<EventSpan> unordered) {
        List<EventSpan> spans = new ArrayList<>();
        unordered.stream().sorted(Comparator.comparingLong(EventSpan::firstLine))
                .forEach(span -> spans.add(span.withNumber(spans.size() + 1)));
        return new EventSpans(spans);
    }

    int size() {
        return spans.size();
    }

    /** The event that a line belongs to, or null. */
    @Nullable EventSpan at(long line, String writer) {
        open.removeIf(o -> o.span().lastLine() < line);
        while (next < spans.size() && spans.get(next).firstLine() <= line) {
            open.add(new Open(spans.get(next++), writer));
        }
        EventSpan found = null;
        for (Open o : open) {
            if (o.writer().equals(writer)) {
                found = o.span();
            }
        }
        return found != null || open.size() != 1 ? found : open.getFirst().span();
    }
}
