package io.tracestitch.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.Locale;

import io.tracestitch.core.Analyzer;
import io.tracestitch.core.AnalyzerOptions;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventWriter;

/**
 * Reads a log several times in one process: what a service that runs for days gets, whose code has been compiled long ago. The best pass
 * counts. Each kind of reading needs a process of its own: compiled code is made for what the process did before.
 *
 * <p>Usage: {@code WarmRun LOG PASSES ours|plain|scanner}, where {@code plain} is ours without stitching; prints MB/s (1 MB = 1,000,000
 * bytes).
 */
final class WarmRun {

    private static final int PORTION = 1 << 18;

    private final Path log;
    private final byte[] portion = new byte[PORTION];
    private final EventWriter writer = new EventWriter();
    private final OutputStream out = OutputStream.nullOutputStream();

    private WarmRun(Path log) {
        this.log = log;
    }

    /** Takes bytes of the log. */
    private interface Reader {
        void read(byte[] b, int offset, int length);
    }

    /** Reads the file that is named as often as is asked. */
    public static void main(String[] args) throws IOException {
        WarmRun run = new WarmRun(Path.of(args[0]));
        int passes = Integer.parseInt(args[1]);
        double best = 0;
        for (int i = 0; i < passes; i++) {
            best = Math.max(best, switch (args[2]) {
                case "ours" -> run.analyze(true);
                case "plain" -> run.analyze(false);
                case "scanner" -> run.pass(new ByteScanner()::scan);
                default -> throw new IllegalArgumentException(args[2]);
            });
        }
        System.out.printf(Locale.ROOT, "%.0f%n", best);
    }

    private double analyze(boolean stitch) throws IOException {
        Analyzer analyzer = new Analyzer(AnalyzerOptions.defaults().withZone(ZoneOffset.UTC).withStitch(stitch), this::write);
        return pass((b, offset, length) -> analyzer.feed("log", b, offset, length));
    }

    private void write(Event event) {
        try {
            writer.write(event, out);
        } catch (IOException e) {
            throw new UncheckedIOException("this stream takes everything", e);
        }
    }

    /**
     * Megabytes in a second of one core: the time that this thread had on a processor, which other processes disturb less than the wall's,
     * and the pauses of the collector. The compilers work beside it.
     */
    private double pass(Reader reader) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(portion);
        long bytes = 0;
        long started = spent();
        try (FileChannel in = FileChannel.open(log, StandardOpenOption.READ)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                reader.read(portion, 0, n);
                bytes += n;
                buffer.clear();
            }
        }
        return bytes * 1e3 / (spent() - started);
    }

    private static long spent() {
        long paused = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            paused += collector.getCollectionTime();
        }
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() + paused * 1_000_000;
    }
}
