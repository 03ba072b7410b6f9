package io.tracestitch.bench;

import java.util.concurrent.TimeUnit;

import io.tracestitch.core.asyncio.LoopMessage;
import io.tracestitch.core.record.Limits;
import io.tracestitch.core.record.Literals;
import io.tracestitch.core.record.LogRecord;
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
import org.openjdk.jmh.infra.Blackhole;

/** How fast bytes become records, before anything is made of them. Scores are MiB/s. */
@NullUnmarked
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class AssemblerBenchmark {

    /** The log, as {@code genlog.py} names it. */
    @Param({"quiet", "normal", "storm", "json"})
    String profile;

    private SampleLog log;

    /** Makes the log. */
    @Setup
    public void prepare() {
        log = SampleLog.of(profile);
    }

    /** A new reader reads the whole log. */
    @Benchmark
    @OperationsPerInvocation(SampleLog.MEBIBYTES)
    public void feed(Blackhole sink) {
        RecordReader reader = new RecordReader(null, new Limits(Limits.DEFAULT_LINE_BYTES, Limits.DEFAULT_RECORD_BYTES),
                new Literals(LoopMessage.literals()), sink::consume, null, null);
        log.feed(reader::feed);
        reader.flush(LogRecord.End.END_OF_INPUT);
    }
}
