package io.tracestitch.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.Zstd;

/** Small logs for tests. */
final class Logs {

    private Logs() {
    }

    /** A quiet record. */
    static String info(int second, String message) {
        return record(second, "INFO", message);
    }

    /** A record with a traceback of the exception type and message. */
    static String failure(int second, String type, String message) {
        return record(second, "ERROR", "order failed")
                + "Traceback (most recent call last):\n"
                + "  File \"/srv/app/shop/orders.py\", line 42, in charge\n"
                + "    raise " + type + "(text)\n"
                + type + ": " + message + "\n";
    }

    /** A warning of asyncio's debug mode. */
    static String slow(int second) {
        return record(second, "WARNING", "Executing <Task pending name='report-1' coro=<hourly() running at "
                + "/srv/app/shop/reports.py:20>"
                + " cb=[Task.task_wakeup()] created at /usr/local/lib/python3.12/asyncio/tasks.py:420> took 0.517 seconds")
                .replace("shop.orders", "asyncio");
    }

    private static String record(int second, String level, String message) {
        return String.format("2026-11-24 10:00:%02d,123 %-8s [4711:MainThread:Task-1] shop.orders: %s%n", second, level, message)
                .replace(System.lineSeparator(), "\n");
    }

    static Path write(Path file, String text) {
        return write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    static Path write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] zstd(String text) {
        return Zstd.compress(text.getBytes(StandardCharsets.UTF_8));
    }
}
