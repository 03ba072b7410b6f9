package io.tracestitch.bench;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * Writes the log of an imaginary service with many tasks at a time, some of which fail silently and are reported much later. Each
 * report says in its message how many lines the task wrote, so that a reader's answer can be checked. Deterministic.
 *
 * <p>Usage: {@code TaskLog LINES TASKS FAILURES}; what was written is told on standard error.
 */
public final class TaskLog {

    private static final int SEED = 7;
    private static final int STEPS = 5;
    /** A failed task is reported after so many lines at most. */
    private static final int MAX_LATE = 50_000;
    private static final String[] TEXTS = {
        "accepted order=%d items=%d request_id=req-%x", "reserved order=%d from stock shelf %d", "charging order=%d attempt %d",
        "label printed for order=%d weight %d g", "order=%d handed over to carrier %d",
    };
    private static final String[] LOGGERS = {"shop.orders", "shop.stock", "shop.payment", "shop.labels", "shop.carrier"};

    private final Random random = new Random(SEED);
    private final OutputStream out;
    private long line;
    private long millis = 64_800_000;
    private long tasksMade;

    /** A task under way. */
    private static final class Running {
        final long order;
        int step;

        Running(long order) {
            this.order = order;
        }
    }

    /** A failure that nobody has looked at yet. */
    private record Lost(long order, int lines, long due) {
    }

    private TaskLog(OutputStream out) {
        this.out = out;
    }

    /** Writes the log to standard output. */
    public static void main(String[] args) throws IOException {
        long lines = Long.parseLong(args[0]);
        int tasks = Integer.parseInt(args[1]);
        int failures = Integer.parseInt(args[2]);
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 20)) {
            TaskLog log = new TaskLog(out);
            int reported = log.write(lines, tasks, failures);
            System.err.println("lines=" + log.line + " tasks=" + log.tasksMade + " reported=" + reported);
        }
    }

    private int write(long lines, int tasks, int failures) throws IOException {
        Running[] running = new Running[tasks];
        for (int i = 0; i < tasks; i++) {
            running[i] = new Running(++tasksMade);
        }
        Deque<Lost> lost = new ArrayDeque<>();
        double share = (double) failures * STEPS / lines;
        int reported = 0;
        while (line < lines) {
            int i = random.nextInt(tasks);
            Running task = running[i];
            step(task);
            boolean fails = task.step == 3 && random.nextDouble() < share;
            if (fails) {
                lost.add(new Lost(task.order, task.step, line + random.nextInt(MAX_LATE)));
            }
            if (fails || task.step == STEPS) {
                running[i] = new Running(++tasksMade);
            }
            while (!lost.isEmpty() && lost.peek().due() <= line) {
                report(lost.remove());
                reported++;
            }
        }
        return reported;
    }

    private void step(Running task) throws IOException {
        int step = task.step++;
        String text = String.format(TEXTS[step], task.order, random.nextInt(1, 99), task.order);
        record("INFO", "fulfil-" + task.order, LOGGERS[step], text);
    }

    private void report(Lost task) throws IOException {
        record("ERROR", "None", "asyncio", "Task exception was never retrieved");
        print("future: <Task finished name='fulfil-" + task.order() + "' coro=<Desk.fulfil() done, defined at /srv/shop/desk.py:31> "
                + "exception=CardRefused('order " + task.order() + " refused after " + task.lines() + " lines')>");
        print("Traceback (most recent call last):");
        print("  File \"/srv/shop/desk.py\", line 44, in fulfil");
        print("    await self.payment.charge(order)");
        print("  File \"/srv/shop/payment.py\", line 57, in charge");
        print("    raise CardRefused(order, attempts)");
        print("shop.payment.CardRefused: order " + task.order() + " refused after " + task.lines() + " lines");
    }

    private void record(String level, String task, String logger, String text) throws IOException {
        millis += random.nextInt(10) == 0 ? 1 : 0;
        long s = millis / 1000 % 86_400;
        StringBuilder b = new StringBuilder(160).append("2026-11-23 ");
        two(b, s / 3600).append(':');
        two(b, s / 60 % 60).append(':');
        two(b, s % 60).append(',');
        long ms = millis % 1000;
        b.append(ms < 100 ? "0" : "").append(ms < 10 ? "0" : "").append(ms).append(' ').append(level)
                .append("        ", 0, 8 - level.length()).append(" [4211:MainThread:").append(task).append("] ").append(logger)
                .append(": ").append(text);
        print(b);
    }

    private static StringBuilder two(StringBuilder b, long n) {
        return b.append(n < 10 ? "0" : "").append(n);
    }

    private void print(CharSequence text) throws IOException {
        line++;
        out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
        out.write('\n');
    }
}
