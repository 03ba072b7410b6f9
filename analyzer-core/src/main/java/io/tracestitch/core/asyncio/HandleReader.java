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
            when = decimal(in.value());
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

    private static @Nullable Double decimal(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 32) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Names.isDigit(c) && c != '.' && c != '-' && c != '+' && c != 'e') {
                return null;
            }
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
