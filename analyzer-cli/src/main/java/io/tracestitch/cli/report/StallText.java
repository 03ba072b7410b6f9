package io.tracestitch.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.tracestitch.core.incident.Stall;
import org.jspecify.annotations.Nullable;

/** Lays out for a terminal who stands still, what each holds and waits for. Everything from the log passes {@link SafeText}. */
record StallText(Times times, int width) {

    private static final int PARTIES = 12;
    private static final int NAME_COLUMNS = 28;
    private static final int HOLDS_COLUMNS = 34;
    private static final String INDENT = "  ";
    private static final String GAP = "   ";

    /** The lines, none of them wider than the width. */
    List<String> of(Stall stall) {
        List<Stall.Party> shown = stall.tasks().subList(0, Math.min(PARTIES, stall.tasks().size()));
        int names = widest(shown, p -> text("", p.name()), NAME_COLUMNS);
        int held = widest(shown, p -> text("holds ", p.holds()), HOLDS_COLUMNS);
        int wanted = widest(shown, p -> text("waits for ", StoryWords.waitsFor(p)), Integer.MAX_VALUE);
        boolean table = INDENT.length() + names + (held == 0 ? 0 : GAP.length() + held)
                + (wanted == 0 ? 0 : GAP.length() + wanted) <= width;
        List<String> out = new ArrayList<>();
        for (Stall.Party party : shown) {
            String name = text("", party.name());
            String holds = text("holds ", party.holds());
            String waits = text("waits for ", StoryWords.waitsFor(party));
            if (table) {
                out.add(INDENT + pad(Wrapping.cut(name, names), names)
                        + (held == 0 ? "" : GAP + pad(Wrapping.cut(holds, held), held))
                        + GAP + waits);
            } else {
                add(name, INDENT, out);
                add(holds, INDENT + GAP, out);
                add(waits, INDENT + GAP, out);
            }
        }
        if (stall.tasks().size() > PARTIES) {
            out.add(INDENT + "and " + Amounts.count(stall.tasks().size() - PARTIES) + " more");
        }
        List<String> why = new ArrayList<>();
        if (stall.since() != null) {
            why.add("Since " + times.time(stall.since()) + ".");
        }
        if (!stall.evidence().isEmpty()) {
            why.add("Evidence: " + String.join("; ", stall.evidence()) + ".");
        }
        if (!why.isEmpty()) {
            if (!out.isEmpty()) {
                out.add("");
            }
            add(SafeText.line(TextReport.flat(String.join(" ", why))), "", out);
        }
        return out;
    }

    private static String text(String verb, @Nullable String object) {
        return object == null || object.isEmpty() ? "" : verb + SafeText.line(TextReport.flat(object));
    }

    private void add(String text, String indent, List<String> out) {
        if (!text.isEmpty()) {
            Wrapping.wrap(text, width - indent.length()).forEach(l -> out.add(indent + l));
        }
    }

    private static int widest(List<Stall.Party> parties, Function<Stall.Party, String> column, int limit) {
        return Math.min(limit, parties.stream().mapToInt(p -> Wrapping.columns(column.apply(p))).max().orElse(0));
    }

    private static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - Wrapping.columns(text)));
    }
}
