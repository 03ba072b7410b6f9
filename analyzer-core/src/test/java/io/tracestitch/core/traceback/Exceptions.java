package io.tracestitch.core.traceback;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;

/** Makes up exceptions of any shape that CPython could print. */
final class Exceptions {

    private static final List<String> TYPES = List.of("ValueError", "orders.PaymentDeclined", "RuntimeError", "a.b.c.Error",
            "make.<locals>.LocalError", "KeyError", "asyncio.exceptions.TimeoutError", "Oops", "_Private");
    private static final List<String> FILES = List.of("/srv/app/orders.py", "<string>", "C:\\app\\main.py",
            "/usr/lib/python3.12/asyncio/base_events.py", "/srv/my app/ünïcode.py", "<frozen runpy>");
    private static final List<String> FUNCTIONS = List.of("charge", "<module>", "<lambda>", "Orders.charge", "f.<locals>.g");
    private static final List<String> SOURCES = List.of("pay(order)", "raise ValueError(\"x: y\")", "return {}[key]", "x = 1  # File",
            "await asyncio.gather(*tasks)");
    private static final List<String> LINES = List.of("card expired", "order 17: declined", "'key'", "[Errno 2] No such file: 'x'",
            "ünïcode ☃", "a (1 of 2)", "{\"json\": [1]}", "  indented", "Traceback", "- item", "the above exception", "50 %", "x:y");
    /** Lines inside of a message that stand for something else outside of it. */
    private static final List<String> NASTY = List.of("Traceback (most recent call last):", "  File \"/a.py\", line 1, in f", "    ^^^^",
            "ValueError: inner", "  [Previous line repeated 2 more times]", "2026-11-23 18:49:03,022 ERROR app: it failed", "| x", "+ y");
    private static final int MAX_CHAIN = 4;
    private static final int MAX_DEPTH = 3;

    private final Random random;

    Exceptions(Random random) {
        this.random = random;
    }

    ExceptionTree tree() {
        return chain(0);
    }

    private ExceptionTree chain(int depth) {
        ExceptionTree tree = one(null, depth);
        int links = random.nextInt(3) == 0 ? random.nextInt(MAX_CHAIN) : 0;
        for (int i = 0; i < links; i++) {
            tree = one(tree, depth);
        }
        return tree;
    }

    private ExceptionTree one(@Nullable ExceptionTree origin, int depth) {
        boolean group = depth < MAX_DEPTH && random.nextInt(4) == 0;
        boolean cause = random.nextBoolean();
        String message = random.nextInt(5) == 0 ? "" : message();
        List<ExceptionTree> children = new ArrayList<>();
        for (int i = group ? 1 + random.nextInt(3) : 0; i > 0; i--) {
            children.add(chain(depth + 1));
        }
        String type = group ? "ExceptionGroup" : pick(TYPES);
        return new ExceptionTree(type, group && message.isEmpty() ? "g" : message, notes(), frames(), cause ? origin : null,
                cause ? null : origin, children, 0, null, false);
    }

    private String message() {
        StringBuilder out = new StringBuilder(random.nextInt(20) == 0 ? "\n" : "").append(pick(LINES).strip());
        for (int more = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0; more > 0; more--) {
            out.append('\n').append(more > 1 && random.nextInt(4) == 0 ? "" : pick(random.nextInt(4) == 0 ? NASTY : LINES));
        }
        return out.toString();
    }

    private List<String> notes() {
        return random.nextInt(6) == 0 ? List.of(message(), pick(LINES)) : List.of();
    }

    private List<Frame> frames() {
        List<Frame> out = new ArrayList<>();
        for (int i = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(4); i > 0; i--) {
            String code = random.nextInt(4) == 0 ? null : pick(SOURCES);
            Frame frame = Frame.of(pick(FILES), 1 + random.nextInt(500), pick(FUNCTIONS), code);
            if (random.nextInt(8) == 0) { // three times, and then how many more
                out.add(frame);
                out.add(frame);
                frame = frame.withRepeated(1 + random.nextInt(1000));
            }
            out.add(frame);
        }
        return out;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
