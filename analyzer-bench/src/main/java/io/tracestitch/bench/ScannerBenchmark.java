package io.tracestitch.bench;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.tracestitch.core.asyncio.LoopMessage;
import io.tracestitch.core.record.Limits;
import io.tracestitch.core.record.Literals;
import io.tracestitch.core.record.RecordReader;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How fast lines are found and passed over that say nothing: one kind of line, no WARNING, no traceback. Scores are MiB/s. */
@NullUnmarked
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class ScannerBenchmark {

    private static final String HEADER = "2026-11-23 18:27:58,000 INFO     [4211:MainThread:Task-951] uvicorn.access: ";

    /** What the lines look like. {@code long} is a header and 8,000 bytes of text: the search for line ends and nothing else. */
    @Param({"header", "json", "long"})
    String lines;

    private SampleLog log;
    private long records;

    /** Makes the log. */
    @Setup
    public void prepare() {
        String line = switch (lines) {
            case "header" -> HEADER + "10.0.56.108:5602 - \"POST /api/v1/checkout HTTP/1.1\" 201";
            case "json" -> "{\"asctime\": \"2026-11-23 18:27:58,000\", \"levelname\": \"INFO\", \"name\": \"uvicorn.access\", "
                    + "\"process\": 4211, \"taskName\": \"Task-951\", \"message\": \"cache hit key=order:566951 ttl=38\"}";
            case "long" -> HEADER + "cache hit key=order:566951 ".repeat(300);
            default -> throw new IllegalArgumentException(lines);
        };
        log = SampleLog.of((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** The reader of records. */
    @Benchmark
    @OperationsPerInvocation(SampleLog.MEBIBYTES)
    public long reader() {
        RecordReader reader = new RecordReader(null, new Limits(Limits.DEFAULT_LINE_BYTES, Limits.DEFAULT_RECORD_BYTES),
                new Literals(LoopMessage.literals()), record -> records++, null, null);
        log.feed(reader::feed);
        return reader.lines() + records;
    }

    /** What there is to gain: the same lines found and counted, not read. */
    @Benchmark
    @OperationsPerInvocation(SampleLog.MEBIBYTES)
    public long baseline() {
        ByteScanner scanner = new ByteScanner();
        log.feed(scanner::scan);
        return scanner.lines() + scanner.headers();
    }
}
