package io.tracestitch.core.asyncio;

import org.jspecify.annotations.Nullable;

/** Reads handles and timers from behind their class name on. */
final class HandleReader {

    private final ReprReader in;
    private boolean cancelled;
    private @Nullable Double when;
    private @Nullable Callback callback;
    private @Nullable Place createdAt;

    HandleReader(ReprReader in) {
        this.in = in;
    }

    HandleRepr handle(int start, String type) {
        boolean closed = items();
        return new HandleRepr(in.since(start), type, cancelled, callback, createdAt, !closed);
    }

    TimerRepr timer(int start, String type) {
        boolean closed = items();
        return new TimerRepr(in.since(start), type, when, cancelled, callback, createdAt, !closed);
    }

    private boolean items() {
        if (in.looks("cancelled ") || in.looks("cancelled>")) {
            cancelled = true;
            in.pos += 9;
            in.accept(" ");
        }
        if (in.accept("when=")) {
            String value = in.value();
            when = value == null ? null : Names.decimal(value, 0, value.length());
            in.accept(" ");
        }
        if (!in.at('>') && !in.looks("created at ")) {
            callback = new CallbackReader(in).callback();
        }
        in.accept(" ");
        if (in.accept("created at ")) {
            createdAt = in.place();
        }
        return in.closeBehind();
    }
}
