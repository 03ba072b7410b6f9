package io.tracestitch.cli.run;

import java.io.PrintStream;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

import io.tracestitch.cli.report.Amounts;

/** A line on a terminal's standard error that tells how far the reading is, once it takes longer than a second. */
public final class Progress implements LongConsumer, AutoCloseable {

    private static final long FIRST_MILLIS = 1000;
    private static final long NEXT_MILLIS = 200;
    private static final int BAR = 24;
    private static final String ERASE = "\r\u001b[K";

    private final LongAdder read = new LongAdder();
    private final long total;
    private final PrintStream terminal;
    private final Thread thread;
    private final long started = System.nanoTime();
    private boolean shown;

    private Progress(long total, PrintStream terminal) {
        this.total = total;
        this.terminal = terminal;
        this.thread = Thread.ofPlatform().daemon().name("progress").start(this::show);
    }

    /** A progress line for so many bytes; 0 if their number is not known. */
    public static Progress on(PrintStream terminal, long total) {
        return new Progress(total, terminal);
    }

    @Override
    public void accept(long bytes) {
        read.add(bytes);
    }

    /** Takes the line away. */
    @Override
    public void close() {
        thread.interrupt();
        synchronized (this) {
            if (shown) {
                terminal.print(ERASE);
                terminal.flush();
            }
        }
    }

    private void show() {
        try {
            Thread.sleep(FIRST_MILLIS);
            while (!Thread.currentThread().isInterrupted()) {
                synchronized (this) {
                    if (Thread.currentThread().isInterrupted()) {
                        return;
                    }
                    shown = true;
                    terminal.print(ERASE + line(read.sum(), total, System.nanoTime() - started));
                    terminal.flush();
                }
                Thread.sleep(NEXT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static String line(long done, long total, long nanos) {
        String speed = Amounts.bytes(Math.round(done * 1e9 / Math.max(1, nanos))) + "/s";
        if (total <= 0) {
            return "reading  " + Amounts.bytes(done) + "  " + speed;
        }
        double part = Math.min(1, done / (double) total);
        int full = (int) Math.round(part * BAR);
        return "reading  " + "█".repeat(full) + "░".repeat(BAR - full) + "  " + Math.round(part * 100) + " %  "
                + Amounts.bytes(done) + " of " + Amounts.bytes(total) + "  " + speed;
    }
}
