package io.tracestitch.cli.report;

import java.util.Comparator;
import java.util.List;

import io.tracestitch.core.pattern.Advice;
import io.tracestitch.core.pattern.Pattern;

/** Patterns as text for a terminal. */
public final class PatternText {

    private PatternText() {
    }

    /** One line a pattern, by category and id. */
    public static String list(List<Pattern> patterns, Paint paint, int width) {
        int id = patterns.stream().mapToInt(p -> p.id().length()).max().orElse(0);
        int category = patterns.stream().mapToInt(p -> p.category().id().length()).max().orElse(0);
        StringBuilder out = new StringBuilder();
        patterns.stream().sorted(Comparator.comparing(Pattern::category).thenComparing(Pattern::id)).forEach(p -> {
            String left = pad(p.category().id(), category) + "  " + pad(p.id(), id) + "  ";
            int rest = Math.max(20, width - left.length() - 10);
            out.append(paint.faint(pad(p.category().id(), category))).append("  ").append(paint.bold(pad(p.id(), id)))
                    .append("  ").append(paint.severity(p.severity(), pad(p.severity().id(), 8))).append("  ")
                    .append(Wrapping.cut(SafeText.line(p.title()), rest)).append('\n');
        });
        return out.append('\n').append(Amounts.count(patterns.size(), "pattern")).append("; `patterns show ID` explains one\n")
                .toString();
    }

    /** All that a pattern tells, before the facts of an event are filled in. */
    public static String page(Pattern pattern, Paint paint, int width) {
        int columns = Math.clamp(width, TextReport.NARROWEST, 100);
        Advice advice = pattern.advice();
        StringBuilder out = new StringBuilder();
        out.append(paint.bold(SafeText.line(pattern.title()))).append('\n');
        out.append(paint.faint(pattern.id() + ", ")).append(paint.severity(pattern.severity(), pattern.severity().id()))
                .append(paint.faint(", " + pattern.category().id() + ", Python " + SafeText.line(pattern.appliesTo())));
        if (pattern.refines() != null) {
            out.append(paint.faint(", a case of " + pattern.refines()));
        }
        out.append("\n\n");
        prose(out, readable(advice.summary()), columns);
        heading(out, "Why", paint);
        prose(out, readable(advice.why()), columns);
        heading(out, "What to do", paint);
        int n = 1;
        for (Advice.Step step : advice.steps()) {
            String lead = String.format("%2d. ", n++);
            List<String> lines = Wrapping.wrap(SafeText.line(TextReport.flat(readable(step.text()))), columns - 4);
            for (int i = 0; i < lines.size(); i++) {
                out.append(i == 0 ? lead : "    ").append(lines.get(i)).append('\n');
            }
        }
        code(out, "Before", advice.before(), paint);
        code(out, "After", advice.after(), paint);
        if (!advice.references().isEmpty()) {
            heading(out, "See", paint);
            advice.references().forEach(r -> prose(out, r, columns));
        }
        return out.toString();
    }

    private static void heading(StringBuilder out, String text, Paint paint) {
        out.append('\n').append(paint.action(text)).append('\n');
    }

    private static void prose(StringBuilder out, String text, int columns) {
        for (String paragraph : text.strip().split("\n\\s*\n")) {
            Wrapping.wrap(SafeText.line(TextReport.flat(paragraph)), columns).forEach(l -> out.append(l).append('\n'));
        }
    }

    private static void code(StringBuilder out, String title, String code, Paint paint) {
        if (!code.isBlank()) {
            heading(out, title, paint);
            code.stripTrailing().lines().forEach(l -> out.append(("    " + SafeText.line(l)).stripTrailing()).append('\n'));
        }
    }

    /** A template as it reads without an event: what stands for a missing fact, or the fact's name between ‹ and ›. */
    private static String readable(String template) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
            int close = template.indexOf('}', open);
            if (close < 0) {
                break;
            }
            String inner = template.substring(open + 1, close);
            int bar = inner.indexOf('|');
            out.append(template, from, open).append(bar < 0 ? '‹' + inner.replace('_', ' ') + '›' : inner.substring(bar + 1));
            from = close + 1;
        }
        return out.append(template.substring(from)).toString();
    }

    private static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - text.length()));
    }
}
