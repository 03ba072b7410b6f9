package io.tracestitch.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.apache.kafka.clients.producer.ProducerRecord;

/** Logs of imaginary services as records of Kafka, keyed by source; the same for the same seed. Some failures are reported twice. */
final class LogWriter {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS").withZone(ZoneOffset.UTC);
    private static final String[] ERRORS = {"ValueError: bad order %d", "KeyError: 'order_%d'", "orders.PaymentDeclined: order %d: card expired",
        "ConnectionResetError: [Errno 104] Connection reset by peer"};
    private static final double FAILURES = 0.02;

    private final Random random;
    private final String topic;
    private final int sources;
    private final Instant start;
    private final List<List<String>> waiting = new ArrayList<>();
    private long millis;
    private int order;

    LogWriter(String topic, int sources, long seed, Instant start) {
        this.topic = topic;
        this.sources = sources;
        this.random = new Random(seed);
        this.start = start;
        for (int i = 0; i < sources; i++) {
            waiting.add(new ArrayList<>());
        }
    }

    /** The next record, of one to three lines; lines of a traceback of one source alternate with those of the others. */
    ProducerRecord<byte[], byte[]> next() {
        int source = random.nextInt(sources);
        List<String> lines = waiting.get(source);
        if (lines.isEmpty()) {
            lines.addAll(random.nextDouble() < FAILURES ? failure() : List.of(header("INFO", "app.access") + "GET /orders/" + order++ + " 200"));
        }
        int take = Math.min(lines.size(), 1 + random.nextInt(3));
        String value = String.join("\n", lines.subList(0, take));
        lines.subList(0, take).clear();
        return new ProducerRecord<>(topic, ("service-" + source).getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    private String header(String level, String logger) {
        millis += 1 + random.nextInt(3);
        return TIME.format(start.plusMillis(millis)) + " " + level + " [" + logger + "] ";
    }

    private List<String> failure() {
        int number = order++;
        List<String> traceback = new ArrayList<>();
        traceback.add("Traceback (most recent call last):");
        int depth = 2 + random.nextInt(8);
        for (int i = 0; i < depth; i++) {
            traceback.add("  File \"/srv/app/orders/service.py\", line " + (10 + random.nextInt(400)) + ", in handle_" + random.nextInt(5));
            traceback.add("    result = await self.repository.fetch(order_id)");
        }
        traceback.add(String.format(ERRORS[random.nextInt(ERRORS.length)], number));
        List<String> lines = new ArrayList<>();
        lines.add(header("ERROR", "app.orders") + "order " + number + " failed");
        lines.addAll(traceback);
        if (random.nextInt(3) == 0) {
            lines.add(header("ERROR", "uvicorn.error") + "Exception in ASGI application");
            lines.addAll(traceback);
        }
        return lines;
    }
}
