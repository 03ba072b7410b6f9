package io.tracestitch.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.tracestitch.core.Analyzer;
import io.tracestitch.core.AnalyzerOptions;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventWriter;
import io.tracestitch.store.Batch;
import io.tracestitch.store.Documents;
import io.tracestitch.store.EventDocument;
import io.tracestitch.store.SaveResult;
import io.tracestitch.store.lucene.LuceneOptions;
import io.tracestitch.store.lucene.LuceneStore;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How many events the embedded store takes, documents made and each batch committed. Scores are events/s. */
@NullUnmarked
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx512m", "--enable-native-access=ALL-UNNAMED"})
public class StoreBenchmark {

    private static final String SOURCE = "bench.log";
    private static final int LARGE = 1_000;
    private static final int SMALL = 50;

    private final List<Event> events = new ArrayList<>();
    private final List<byte[]> json = new ArrayList<>();
    private Path folder;
    private LuceneStore store;
    private int next;

    /** Makes the events and an empty store. */
    @Setup
    public void prepare() throws IOException {
        Analyzer analyzer = new Analyzer(AnalyzerOptions.defaults().withZone(ZoneOffset.UTC), events::add);
        SampleLog.of("storm").feed((b, offset, length) -> analyzer.feed(SOURCE, b, offset, length));
        analyzer.finish(SOURCE);
        EventWriter writer = new EventWriter();
        for (Event event : events) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            writer.write(event, out);
            json.add(out.toByteArray());
        }
        folder = Files.createTempDirectory("store-benchmark");
        store = LuceneStore.open(LuceneOptions.in(folder.resolve("store")));
    }

    /** Says how much room an event took, and removes the store. */
    @TearDown
    public void remove() throws IOException {
        System.out.printf("# %,d events, %d bytes each on disk, %d as JSON%n", store.size().events(),
                store.size().bytes() / Math.max(1, store.size().events()),
                json.stream().mapToLong(bytes -> bytes.length).sum() / json.size());
        store.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(StoreBenchmark::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Batches as a publisher makes them that has much to do. */
    @Benchmark
    @OperationsPerInvocation(LARGE)
    public SaveResult batchesOf1000() {
        return save(LARGE);
    }

    /** Batches as they are when there is little to do. */
    @Benchmark
    @OperationsPerInvocation(SMALL)
    public SaveResult batchesOf50() {
        return save(SMALL);
    }

    private SaveResult save(int size) {
        List<EventDocument> batch = new ArrayList<>(size);
        for (int i = 0; i < size; i++, next++) {
            int at = next % events.size();
            String id = "logs-0-" + next + "-1";
            batch.add(Documents.of(events.get(at).withOccurrence(id), id, "service-" + next % 20, null, Instant.EPOCH, json.get(at)));
        }
        SaveResult result = store.save(Batch.ofEvents(batch));
        if (result instanceof SaveResult.Unavailable(String why)) {
            throw new IllegalStateException(why);
        }
        return result;
    }
}
