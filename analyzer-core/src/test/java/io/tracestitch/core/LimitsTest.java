package io.tracestitch.core;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.record.Limits;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.TracebackParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a log holds: time grows as the log does, memory does not, and what a limit cut says so. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LimitsTest {

    private static final String HEAD = "2026-11-23 18:49:03,022 ERROR app: it failed\n";
    private static final String START = "Traceback (most recent call last):\n";
    private static final String FRAME = "  File \"/srv/app/orders.py\", line 3, in charge\n    pay()\n";
    private static final String ERROR = "ValueError: declined\n";
    private static final String CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n";
    private static final String CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n";
    private static final String GROUP = "  + Exception Group Traceback (most recent call last):\n"
            + "  |   File \"/srv/app/orders.py\", line 3, in charge\n  | ExceptionGroup: g (1 sub-exception)\n";
    private static final String HUNDRED = "x".repeat(100);

    @Test
    void aLineLargerThanTheMemory() {
        Flood.Result result = Flood.nearLinear(3_000_000, (log, n) -> log.text(HEAD.strip()).times(n, HUNDRED)
                .text("\n" + START + FRAME + ERROR)).marked(Limits.LINE_BYTES);
        assertThat(result.bytes()).isGreaterThan(Runtime.getRuntime().maxMemory());
        assertThat(result.event().exception().message()).isEqualTo("declined");
        assertThat(result.event().message()).hasSizeBetween(Limits.DEFAULT_LINE_BYTES / 2, Limits.DEFAULT_LINE_BYTES);
    }

    @Test
    void aLineWithoutAnEnd() {
        Flood.Result result = Flood.nearLinear(500_000, (log, n) -> log.times(n, HUNDRED)).counted(Limits.LINE_BYTES);
        assertThat(result.limits()).containsEntry(Limits.LINE_BYTES, 1L);
        assertThat(result.linesRead()).isOne();
    }

    @Test
    void anExceptionsLineThatIsTooLong() {
        Flood.Result result = Flood.nearLinear(50_000, (log, n) -> log.text(HEAD + START + FRAME + "ValueError: ")
                .times(n, HUNDRED).text("\n")).marked(Limits.LINE_BYTES);
        assertThat(result.event().exception().message()).hasSizeBetween(Limits.DEFAULT_LINE_BYTES / 2, Limits.DEFAULT_LINE_BYTES);
    }

    @Test
    void aTracebackOfAMillionFrames() {
        ExceptionTree tree = Flood.nearLinear(250_000, (log, n) -> log.text(HEAD + START).times(n, FRAME).text(ERROR))
                .marked(Limits.RECORD_BYTES).marked(Limits.TRACEBACK).event().exception();
        assertThat(tree.type()).isEqualTo("ValueError");
        assertThat(tree.truncated()).isTrue();
        assertThat(tree.frames()).hasSizeBetween(TracebackParser.MAX_FRAMES / 2, TracebackParser.MAX_FRAMES);
    }

    @Test
    void aGroupTenThousandLevelsDeep() {
        ExceptionTree tree = Flood.nearLinear(2_500, (log, n) -> log.text(HEAD + GROUP).each(n, i -> {
            String margin = "  ".repeat(i + 1);
            return margin + "+-+---------------- 1 ----------------\n" + (margin + GROUP.replace("+ E", "| E").replace("\n", "\n" + margin)).stripTrailing()
                    + "\n";
        })).marked(Limits.TRACEBACK).event().exception();
        int depth = 1;
        for (ExceptionTree e = tree; !e.exceptions().isEmpty(); e = e.exceptions().getFirst()) {
            depth++;
        }
        assertThat(depth).isLessThanOrEqualTo(TracebackParser.MAX_GROUP_DEPTH);
        assertThat(tree.truncated()).isTrue();
    }

    @Test
    void aGroupOfAHundredThousandChildren() {
        ExceptionTree tree = Flood.nearLinear(25_000, (log, n) -> log.text(HEAD + GROUP + "  +-+---------------- 1 ----------------\n")
                .each(n, i -> "    | ValueError: " + i + "\n    +---------------- " + (i + 2) + " ----------------\n")
                .text("    | ValueError: last\n    +------------------------------------\n")).marked(Limits.TRACEBACK).event().exception();
        assertThat(tree.exceptions()).hasSizeLessThanOrEqualTo(TracebackParser.MAX_CHILDREN);
        assertThat(tree.hidden()).isPositive();
    }

    @Test
    void aMessageOfFiveMillionLines() {
        ExceptionTree tree = Flood.nearLinear(1_250_000, (log, n) -> log.text(HEAD + START + FRAME + ERROR)
                .times(n, "more of it\n")).marked(Limits.RECORD_BYTES).event().exception();
        assertThat(tree.message()).startsWith("declined\nmore of it").endsWith("more of it").hasSizeLessThan(Limits.DEFAULT_RECORD_BYTES);
    }

    @Test
    void aMillionContinuationLines() {
        Event event = Flood.nearLinear(250_000, (log, n) -> log.text(HEAD).times(n, "and it goes on\n")
                .text(START + FRAME + ERROR)).marked(Limits.RECORD_BYTES).event();
        assertThat(event.message()).startsWith("it failed\nand it goes on").hasSizeLessThan(Limits.DEFAULT_RECORD_BYTES);
        assertThat(event.exception().message()).isEqualTo("declined");
    }

    @Test
    void continuationLinesThatLookLikeExceptionsAndLinks() {
        for (String line : new String[] {"ValueError: text\n", CAUSE.strip() + "\n", "text\n" + CONTEXT.strip() + "\n", "  | text\n",
                "  +---------------- 1 ----------------\n", "\"\"\"\n", "Stack (most recent call last):\n"}) {
            Flood.Result result = Flood.nearLinear(50_000, (log, n) -> log.text(HEAD).times(n, line));
            assertThat(result.linesRead()).as(line).isEqualTo(result.linesWritten());
        }
    }

    @Test
    void aMillionBlankLinesInsideOfATraceback() {
        for (String[] sides : new String[][] {{START, FRAME + ERROR}, {START + FRAME, FRAME + ERROR},
                {START + FRAME + ERROR, "more\n"}, {START + FRAME + ERROR, CAUSE + START + FRAME + ERROR}}) {
            Flood.Result result = Flood.nearLinear(250_000, (log, n) -> log.text(HEAD + sides[0]).times(n, "\n").text(sides[1]));
            assertThat(result.event().exception().type()).as(sides[0]).isEqualTo("ValueError");
            assertThat(result.linesRead()).isEqualTo(result.linesWritten());
        }
    }

    @Test
    void blankLinesInsideOfAGroup() {
        Event event = Flood.nearLinear(50_000, (log, n) -> log.text(HEAD + GROUP).times(n, "  | \n").text("  | end\n")).event();
        assertThat(event.exception().type()).isEqualTo("ExceptionGroup");
        assertThat(event.exception().message()).startsWith("g").endsWith("\nend");
    }

    @Test
    void halfAMillionTracebacksThatOnlyBegin() {
        Flood.Result result = Flood.nearLinear(125_000, (log, n) -> log.times(n, START)).marked(Limits.INTERRUPTED);
        assertThat(result.linesRead()).isEqualTo(500_000);
    }

    @Test
    void recordsThatAllMissTheirEnd() {
        Flood.Result result = Flood.nearLinear(12_500, (log, n) -> log.times(n, HEAD + START + FRAME)).marked(Limits.INTERRUPTED);
        assertThat(result.count()).isEqualTo(50_000);
    }

    @Test
    void aMillionBytesOfPartsThatNeverEnd() {
        Flood.nearLinear(50_000, (log, n) -> log.times(n, "2026-11-23T18:00:00.123456789Z stderr P part of a line\n"))
                .counted(Limits.PARTIAL_LINES);
        Flood.nearLinear(25_000, (log, n) -> log.times(n, "{\"log\":\"part of a line\",\"stream\":\"stderr\","
                + "\"time\":\"2026-11-23T18:00:00Z\"}\n")).counted(Limits.PARTIAL_LINES);
    }

    @Test
    void jsonNestedAHundredThousandLevelsDeep() {
        Flood.Result result = Flood.nearLinear(25_000, (log, n) -> log.times(n, "{\"a\":").text("1").times(n, "}")
                .text("\n{\"level\":\"ERROR\",\"message\":\"m\",\"exc_info\":").times(n, "[").times(n, "]").text("}\n" + HEAD + START
                + FRAME + ERROR));
        assertThat(result.event().exception().message()).isEqualTo("declined");
    }

    @Test
    void aJsonLineOfFiftyMegabytes() {
        Flood.nearLinear(125_000, (log, n) -> log.text("{\"level\":\"ERROR\",\"message\":\"m\",\"exc_info\":\"" + START.strip())
                .times(n, "\\n" + HUNDRED).text("\\nValueError: x\"}\n")).counted(Limits.LINE_BYTES);
    }

    @Test
    void headersLearntFromGarbage() {
        Random random = new Random(7);
        byte[] garbage = new byte[1 << 20];
        random.nextBytes(garbage);
        Flood.Result result = Flood.nearLinear(5, (log, n) -> {
            for (int i = 0; i < n; i++) {
                log.text(garbage);
            }
        });
        assertThat(result.linesRead()).isBetween(result.linesWritten(), result.linesWritten() + 1);
    }

    @Test
    void headersLearntFromGarbageThatLooksLikeHeaders() {
        String[] words = {" ", "|", " - ", ":", " [", "] ", "ERROR", "INFO", "2026-11-23 18:49:03,022", "name", "18:49:03", "4211", "\n"};
        Flood.Result result = Flood.nearLinear(250_000, (log, n) -> {
            Random random = new Random(n);
            log.each(n, i -> words[random.nextInt(words.length)]).text("\n");
        });
        assertThat(result.linesRead()).isEqualTo(result.linesWritten());
    }
}
