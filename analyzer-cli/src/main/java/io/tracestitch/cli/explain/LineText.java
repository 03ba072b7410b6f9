package io.tracestitch.cli.explain;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

import io.tracestitch.cli.report.Amounts;
import io.tracestitch.cli.report.Paint;
import io.tracestitch.cli.report.SafeText;
import io.tracestitch.core.LineTrace;
import io.tracestitch.core.SourceSummary;
import org.jspecify.annotations.Nullable;

/**
 * Lines for people: number, writer, a bracket around the lines of each event, what was taken off between ‹ and ›, the rest.
 *
 * <pre>
 *     29  7629  ┌ 1  ‹2026-11-24 01:48:16,432 ERROR    [7629:MainThread:None] asyncio: ›Task exception was never retrieved
 *     30  7629  │ 1  future: &lt;Task finished name='fulfil-5' ...
 *     59  7629  └ 1  checkout.payment.PaymentDeclined: order 5: card expired
 *                    event 1 ends here because it was complete: task-exception-never-retrieved, lines 29 to 59
 * </pre>
 */
final class LineText implements LineWriter {

    private static final int WRITER_COLUMNS = 12;

    private final Writer out;
    private final Paint paint;
    private int numberColumns = 6;
    private int writerColumns = 4;
    private int eventColumns = 1;

    LineText(Writer out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    @Override
    public void begin(SourceSummary summary, int events) throws IOException {
        numberColumns = Math.max(4, Long.toString(summary.lines()).length());
        eventColumns = Integer.toString(events).length();
        out.write(paint.bold(SafeText.line(summary.source())) + "   " + Amounts.count(summary.lines(), "line") + ", "
                + Amounts.count(events, "event") + "   envelope: "
                + (summary.envelope().isEmpty() ? "none" : SafeText.line(summary.envelope()))
                + "   format: " + SafeText.line(summary.format()) + "\n\n");
    }

    @Override
    public void line(LineTrace line, @Nullable EventSpan event) throws IOException {
        String writer = SafeText.line(line.writer());
        writer = writer.length() > WRITER_COLUMNS ? writer.substring(0, WRITER_COLUMNS - 1) + "…" : writer;
        writerColumns = Math.max(writerColumns, writer.length());
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%" + numberColumns + "d", line.number())).append("  ");
        text.append(paint.faint(writer)).append(" ".repeat(writerColumns - writer.length() + 2));
        text.append(gutter(line.number(), event)).append("  ");
        taken(text, line.envelope());
        taken(text, line.prefix());
        taken(text, line.header());
        text.append(SafeText.line(line.text()));
        out.write(text.toString().stripTrailing() + "\n");
        if (event != null && event.lastLine() == line.number()) {
            end(event);
        }
    }

    private void end(EventSpan event) throws IOException {
        String indent = " ".repeat(numberColumns + 2 + writerColumns + 2 + 2 + eventColumns + 2);
        out.write(indent + paint.faint("event " + event.number() + " ends here because " + event.reason() + ": " + event.kind()
                + (event.pattern() == null || event.pattern().equals(event.kind()) ? "" : ", " + event.pattern())
                + ", lines " + event.firstLine() + " to " + event.lastLine()
                + (event.confidence() < 1 ? String.format(Locale.ROOT, ", confidence %.2f", event.confidence()) : "")) + "\n");
    }

    private String gutter(long number, @Nullable EventSpan event) {
        if (event == null) {
            return " ".repeat(2 + eventColumns);
        }
        String mark = event.firstLine() == event.lastLine() ? "─" : number == event.firstLine() ? "┌"
                : number == event.lastLine() ? "└" : "│";
        return paint.action(mark + String.format(Locale.ROOT, " %" + eventColumns + "d", event.number()));
    }

    private void taken(StringBuilder text, String part) {
        if (!part.isEmpty()) {
            text.append(paint.faint("‹" + SafeText.line(part) + "›"));
        }
    }
}
