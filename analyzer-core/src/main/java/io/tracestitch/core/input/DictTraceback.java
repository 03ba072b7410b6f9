package io.tracestitch.core.input;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Tracebacks that a formatter took apart: structlog's {@code ExceptionDictTransformer} writes a list of stacks, the exception raised
 * last first, each with its type, value and frames. They are put back into the text that Python prints, which the parser knows.
 */
final class DictTraceback {

    private static final int MAX_STACKS = 100;
    private static final int MAX_FRAMES = 1000;

    private DictTraceback() {
    }

    /** The traceback as text; null if the field {@code name} holds no such list. */
    static @Nullable String text(Map<String, String> fields, String name) {
        int stacks = 0;
        while (stacks < MAX_STACKS && fields.containsKey(name + "." + stacks + ".exc_type")) {
            stacks++;
        }
        if (stacks == 0) {
            return null;
        }
        StringBuilder out = new StringBuilder();
        for (int i = stacks - 1; i >= 0; i--) {
            stack(fields, name + "." + i, out);
            if (i > 0) {
                // a stack says of itself whether it caused the one before it in the list
                boolean cause = "true".equals(fields.get(name + "." + i + ".is_cause"));
                out.append(cause ? "\n\nThe above exception was the direct cause of the following exception:\n\n"
                        : "\n\nDuring handling of the above exception, another exception occurred:\n\n");
            }
        }
        return out.toString();
    }

    private static void stack(Map<String, String> fields, String path, StringBuilder out) {
        out.append("Traceback (most recent call last):\n");
        for (int f = 0; f < MAX_FRAMES && fields.containsKey(path + ".frames." + f + ".filename"); f++) {
            String frame = path + ".frames." + f;
            out.append("  File \"").append(fields.get(frame + ".filename")).append("\", line ")
                    .append(fields.getOrDefault(frame + ".lineno", "0")).append(", in ")
                    .append(fields.getOrDefault(frame + ".name", "?")).append('\n');
            String source = fields.getOrDefault(frame + ".line", "").strip();
            if (!source.isEmpty()) {
                out.append("    ").append(source).append('\n');
            }
        }
        String value = fields.getOrDefault(path + ".exc_value", "");
        out.append(fields.get(path + ".exc_type")).append(value.isEmpty() ? "" : ": ").append(value);
    }
}
