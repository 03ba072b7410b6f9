package io.tracestitch.cli.report;

import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.Severity;
import io.tracestitch.core.incident.Stitch;
import io.tracestitch.core.record.Level;

/** Lays the story of a task out for a terminal. Everything from the log passes {@link SafeText}. */
record StoryText(Times times, Paint paint, int width) {

    private static final int LINES = 6;
    private static final int LEVEL_COLUMNS = 8;
    /** In fewer columns a message says nothing. */
    private static final int MESSAGE = 24;

    /** The lines, none of them wider than the width; empty if nothing is known of the task. */
    List<String> of(IncidentView incident) {
        Event event = incident.latest();
        Stitch stitch = event.stitch();
        List<String> out = new ArrayList<>();
        if (stitch == null) {
            return out;
        }
        if (!stitch.lines().isEmpty()) {
            wrote(event, stitch, out);
        }
        if (!stitch.ids().isEmpty()) {
            out.addAll(wrap("with " + String.join(", ", stitch.ids()), "  "));
        }
        List<String> sentences = StoryWords.sentences(incident);
        if (!sentences.isEmpty()) {
            if (!out.isEmpty()) {
                out.add("");
            }
            out.addAll(wrap(String.join(" ", sentences), ""));
        }
        return out;
    }

    private void wrote(Event event, Stitch stitch, List<String> out) {
        List<Stitch.Line> story = stitch.story();
        List<Stitch.Line> last = story.subList(Math.max(0, story.size() - LINES), story.size());
        long earlier = StoryWords.earlier(stitch, last.size());
        String doubt = StoryWords.doubt(stitch);
        String wrote = "before " + StoryWords.end(event) + ", " + StoryWords.who(event) + " wrote ";
        String hedge = doubt.isEmpty() ? "" : " (" + doubt + ")";
        if (last.isEmpty()) {
            List<String> numbers = stitch.lines().stream().map(Amounts::count).toList();
            out.addAll(wrap(wrote + (numbers.size() == 1 ? "line " : "lines ")
                    + StoryWords.some(numbers, StoryWords.NAMES) + hedge, ""));
            return;
        }
        out.addAll(wrap(wrote + (earlier == 0 ? "" : "these and " + Amounts.count(earlier, "earlier line")) + hedge, ""));
        int number = Amounts.count(last.getLast().number()).length();
        int time = last.stream().mapToInt(l -> times.exact(l.time()).length()).max().orElse(0);
        last.forEach(l -> line(l, number, time, out));
    }

    private void line(Stitch.Line line, int number, int time, List<String> out) {
        String count = Amounts.count(line.number());
        String when = times.exact(line.time());
        String level = SafeText.line(line.level() == null ? "" : line.level());
        String start = "  " + " ".repeat(Math.max(0, number - count.length())) + count + "  "
                + (time == 0 ? "" : when + " ".repeat(Math.max(0, time - when.length())) + "  ");
        String padded = level + " ".repeat(Math.max(1, LEVEL_COLUMNS - level.length()));
        String text = SafeText.line(TextReport.flat(line.text()));
        int rest = width - start.length() - padded.length();
        String head = paint.faint(start) + level(level, padded);
        if (rest >= MESSAGE) {
            out.add(head + Wrapping.cut(text, rest));
        } else {
            out.add(paint.faint(start) + level(level, Wrapping.cut(level, Math.max(1, width - start.length()))));
            String indent = "    ";
            out.add(indent + Wrapping.cut(text, width - indent.length()));
        }
    }

    private String level(String level, String text) {
        int number = Level.of(level);
        return number >= Level.CRITICAL ? paint.severity(Severity.CRITICAL, text) : number >= Level.ERROR
                ? paint.severity(Severity.ERROR, text) : number >= Level.WARNING ? paint.severity(Severity.WARNING, text) : text;
    }

    private List<String> wrap(String text, String indent) {
        return Wrapping.wrap(SafeText.line(TextReport.flat(text)), width - indent.length()).stream()
                .map(l -> indent + l).toList();
    }
}
