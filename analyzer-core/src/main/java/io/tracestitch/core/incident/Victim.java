package io.tracestitch.core.incident;

import java.util.Locale;

import io.tracestitch.core.traceback.ExceptionTree;
import org.jspecify.annotations.Nullable;

/** What an event loop that stands still breaks elsewhere: whatever has to happen in time. */
enum Victim {
    /** A time limit that ran out, of a task or of a library. */
    TIMEOUT("timeout came", "timeouts came"),
    /** A server's master lost patience with a worker, as gunicorn does. */
    WORKER("worker timeout came", "worker timeouts came"),
    /** A broker or a peer heard nothing: heartbeats of AMQP and Kafka, keepalive of websockets. */
    HEARTBEAT("heartbeat was missed", "heartbeats were missed");

    private static final int MAX_TEXT = 400;
    private final String one;
    private final String many;

    Victim(String one, String many) {
        this.one = one;
        this.many = many;
    }

    /** {@code 12 timeouts came}. */
    String words(long count) {
        return count + " " + (count == 1 ? one : many);
    }

    /** Whether the event is one; null if it is not. */
    static @Nullable Victim of(Event event) {
        String message = event.message();
        String text = (message.length() <= MAX_TEXT ? message : message.substring(0, MAX_TEXT)).toLowerCase(Locale.ROOT);
        if (text.contains("worker timeout")) {
            return WORKER;
        }
        ExceptionTree e = event.exception();
        String said = e == null ? "" : (e.simpleType() + ' ' + e.headline()).toLowerCase(Locale.ROOT);
        boolean beat = text.contains("heartbeat") || said.contains("heartbeat");
        boolean late = text.contains("miss") || text.contains("time") || text.contains("fail") || said.contains("time")
                || said.contains("miss");
        if (beat && late || text.contains("keepalive ping timeout") || said.contains("keepalive ping timeout")) {
            return HEARTBEAT;
        }
        boolean timeout = e != null && (e.type().endsWith("TimeoutError") || e.type().endsWith("Timeout"));
        return timeout ? TIMEOUT : null;
    }
}
