package io.tracestitch.bench;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.tracestitch.core.traceback.ParsedTraceback;
import io.tracestitch.core.traceback.TextLines;
import io.tracestitch.core.traceback.TracebackLine;
import io.tracestitch.core.traceback.TracebackParser;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long it takes to parse one traceback whose lines are classified already, in microseconds. */
@NullUnmarked
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class ParserBenchmark {

    private static final int MODULES = 40;
    private static final String LINK = "\nDuring handling of the above exception, another exception occurred:\n\n";

    /** The traceback: so many frames; a chain of three exceptions, a group of three, each of them with ten frames. */
    @Param({"5", "50", "1000", "chain", "group"})
    String traceback;

    private final TracebackParser parser = new TracebackParser();
    private final TextLines lines = new TextLines();

    /** Writes the traceback and classifies its lines. */
    @Setup
    public void prepare() {
        String text = switch (traceback) {
            case "chain" -> single("", 10) + LINK + single("", 10) + LINK + single("", 10);
            case "group" -> group();
            default -> single("", Integer.parseInt(traceback));
        };
        TracebackLine line = new TracebackLine();
        long number = 0;
        for (String part : text.split("\n")) {
            byte[] b = part.getBytes(StandardCharsets.US_ASCII);
            lines.add(b, 0, b.length, ++number, line.classify(b, 0, b.length));
        }
        if (parse().tree() == null || parse().truncated() || parse().last() != lines.count()) {
            throw new IllegalStateException("this is no traceback: " + text);
        }
    }

    /** Parses it once. */
    @Benchmark
    public ParsedTraceback parse() {
        return parser.parse(lines, 0, lines.count());
    }

    private static String single(String margin, int frames) {
        return margin + "Traceback (most recent call last):\n" + frames(margin, frames)
                + margin + "ValueError: invalid literal for int() with base 10: 'x17'\n";
    }

    private static String frames(String margin, int frames) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < frames; i++) {
            // No two calls in a row are alike, as Python would fold them.
            out.append(margin).append("  File \"/srv/app/orders/module").append(i % MODULES).append(".py\", line ").append(10 + i)
                    .append(", in fetch_order\n")
                    .append(margin).append("    result = await self.repository.fetch(order_id, session=session)\n")
                    .append(margin).append("             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n");
        }
        return out.toString();
    }

    private static String group() {
        StringBuilder out = new StringBuilder("  + Exception Group Traceback (most recent call last):\n").append(frames("  | ", 10))
                .append("  | ExceptionGroup: unhandled errors in a TaskGroup (3 sub-exceptions)\n");
        for (int i = 1; i <= 3; i++) {
            out.append(i == 1 ? "  +-+" : "    +").append("---------------- ").append(i).append(" ----------------\n")
                    .append(single("    | ", 10));
        }
        return out.append("    +------------------------------------\n").toString();
    }
}
