package io.tracestitch.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A generated log, in memory. All benchmarks of logs read the same amount, so that their scores can be compared. */
final class SampleLog {

    /** Size of a log, in MiB; benchmarks that read one log count as so many operations, which makes their scores MiB/s. */
    static final int MEBIBYTES = 8;

    /** The portions in which the command line feeds an analyzer. */
    private static final int PORTION = 1 << 18;

    private static final String SEED = "7";

    private final byte[] bytes;

    private SampleLog(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A log of that profile of {@code genlog.py}, which is part of the program; needs Python 3.
     *
     * @throws IllegalStateException if the generator failed
     */
    static SampleLog of(String profile) {
        try (InputStream script = SampleLog.class.getResourceAsStream("genlog.py")) {
            if (script == null) {
                throw new IllegalStateException("genlog.py is missing in the program");
            }
            // One MiB more than is needed is asked for, as the generator's bytes are the benchmarks' to the last one.
            Process python = new ProcessBuilder("python3", "-", SEED, Integer.toString(MEBIBYTES + 1), profile)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (OutputStream in = python.getOutputStream()) {
                script.transferTo(in);
            }
            byte[] log;
            try (InputStream out = python.getInputStream()) {
                log = out.readNBytes(MEBIBYTES << 20);
            }
            python.destroy();
            if (log.length < MEBIBYTES << 20) {
                throw new IllegalStateException("genlog.py " + profile + " wrote only " + log.length + " bytes");
            }
            return new SampleLog(log);
        } catch (IOException e) {
            throw new UncheckedIOException("genlog.py needs python3", e);
        }
    }

    /** A log of this line, again and again. */
    static SampleLog of(byte[] line) {
        byte[] log = new byte[MEBIBYTES << 20];
        for (int i = 0; i < log.length; i += line.length) {
            System.arraycopy(line, 0, log, i, Math.min(line.length, log.length - i));
        }
        return new SampleLog(log);
    }

    /** Takes a part of an array. */
    @FunctionalInterface
    interface Reader {
        void feed(byte[] b, int offset, int length);
    }

    /** Hands the log to a reader, portion by portion. */
    void feed(Reader reader) {
        for (int i = 0; i < bytes.length; i += PORTION) {
            reader.feed(bytes, i, Math.min(PORTION, bytes.length - i));
        }
    }
}
