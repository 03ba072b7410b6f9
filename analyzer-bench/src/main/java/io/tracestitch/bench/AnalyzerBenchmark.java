package io.tracestitch.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

import io.tracestitch.core.Analyzer;
import io.tracestitch.core.AnalyzerOptions;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventWriter;
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
import org.openjdk.jmh.infra.Blackhole;

/** How fast bytes become events, and events JSON: what {@code analyze} does without its files. Scores are MiB/s of log. */
@NullUnmarked
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class AnalyzerBenchmark {

    private static final String SOURCE = "bench.log";

    /** The log, as {@code genlog.py} names it. */
    @Param({"quiet", "normal", "storm", "json"})
    String profile;

    private SampleLog log;
    private AnalyzerOptions options;
    private final EventWriter writer = new EventWriter();
    private final ByteArrayOutputStream json = new ByteArrayOutputStream();

    /** Makes the log and loads the patterns. */
    @Setup
    public void prepare() {
        log = SampleLog.of(profile);
        options = AnalyzerOptions.defaults().withZone(ZoneOffset.UTC);
    }

    /** Events, and nothing done with them. */
    @Benchmark
    @OperationsPerInvocation(SampleLog.MEBIBYTES)
    public void events(Blackhole sink) {
        Analyzer analyzer = new Analyzer(options, sink::consume);
        log.feed((b, offset, length) -> analyzer.feed(SOURCE, b, offset, length));
        analyzer.finish(SOURCE);
    }

    /** Events as lines of JSON. */
    @Benchmark
    @OperationsPerInvocation(SampleLog.MEBIBYTES)
    public int json() {
        json.reset();
        Analyzer analyzer = new Analyzer(options, this::write);
        log.feed((b, offset, length) -> analyzer.feed(SOURCE, b, offset, length));
        analyzer.finish(SOURCE);
        return json.size();
    }

    private void write(Event event) {
        try {
            writer.write(event, json);
        } catch (IOException e) {
            throw new UncheckedIOException("an array cannot fail", e);
        }
    }
}
