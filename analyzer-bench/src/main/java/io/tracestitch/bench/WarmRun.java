package io.tracestitch.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.Locale;

import com.sun.management.OperatingSystemMXBean;
import io.tracestitch.core.Analyzer;
import io.tracestitch.core.AnalyzerOptions;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventWriter;

/**
 * Reads a log several times in one process, in turns with stitching, without it, and with the {@link ByteScanner}: what a service that
 * runs for days gets, whose code has been compiled long ago. The best pass of each counts.
 *
 * <p>Usage: {@code WarmRun LOG PASSES}; prints MB/s (1 MB = 1,000,000 bytes) as {@code ours=N plain=N scanner=N}.
 */
final class WarmRun {

    private static final int PORTION = 1 << 18;
    private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

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
        double ours = 0;
        double plain = 0;
        double scanner = 0;
        for (int i = 0; i < passes; i++) {
            ours = Math.max(ours, run.analyze(true));
            plain = Math.max(plain, run.analyze(false));
            scanner = Math.max(scanner, run.pass(new ByteScanner()::scan));
        }
        System.out.printf(Locale.ROOT, "ours=%.0f plain=%.0f scanner=%.0f%n", ours, plain, scanner);
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

    /** Megabytes in a second of the processor's time, which other processes disturb less than the wall's; garbage collection counts. */
    private double pass(Reader reader) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(portion);
        long bytes = 0;
        long started = SYSTEM.getProcessCpuTime();
        try (FileChannel in = FileChannel.open(log, StandardOpenOption.READ)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                reader.read(portion, 0, n);
                bytes += n;
                buffer.clear();
            }
        }
        return bytes * 1e3 / (SYSTEM.getProcessCpuTime() - started);
    }
}
