package io.tracestitch.core.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Reads the {@code advice} of a pattern's file. */
final class AdviceLoader {
    private static final Set<String> KEYS = Set.of("summary", "why", "steps", "before", "after", "points_at", "references");

    private AdviceLoader() {
    }

    /** Reads it from a pattern's top level. */
    static Advice read(Fields root) {
        Fields f = root.mapping("advice");
        if (f == null) {
            throw root.wrong("'advice' is missing");
        }
        f.allow(KEYS);
        return new Advice(template(f, "summary"), template(f, "why"), steps(f), f.text("before").stripTrailing(),
                f.text("after").stripTrailing(), pointer(f.mapping("points_at")), f.texts("references"));
    }

    private static List<Advice.Step> steps(Fields f) {
        List<Advice.Step> steps = new ArrayList<>();
        for (YamlNode node : f.items("steps")) {
            if (node instanceof YamlNode.Mapping m) {
                Fields step = f.nested(m);
                step.allow(Set.of("text", "only_with", "unless"));
                steps.add(new Advice.Step(template(step, "text"), place(step, "only_with"), place(step, "unless")));
            } else {
                String text = f.scalar("steps", node);
                checkPlaceholders(f, "steps", text);
                steps.add(new Advice.Step(text, null, null));
            }
        }
        if (steps.isEmpty()) {
            throw f.wrong("'steps' is missing");
        }
        return List.copyOf(steps);
    }

    private static Advice.@Nullable Pointer pointer(@Nullable Fields f) {
        if (f == null) {
            return null;
        }
        f.allow(Set.of("target", "why"));
        for (Advice.Target target : Advice.Target.values()) {
            if (target.name().toLowerCase(Locale.ROOT).equals(f.text("target"))) {
                return new Advice.Pointer(target, template(f, "why"));
            }
        }
        throw f.wrong("target", "'" + f.text("target")
                + "' is no target; there are creation, definition, innermost, outermost, waiting");
    }

    private static @Nullable FramePoint place(Fields f, String key) {
        String text = f.optionalText(key);
        return text == null ? null : FramePoint.parse(text);
    }

    private static String template(Fields f, String key) {
        String text = f.text(key).strip();
        checkPlaceholders(f, key, text);
        return text;
    }

    private static void checkPlaceholders(Fields f, String key, String text) {
        String unknown = Template.unknownPlaceholder(text);
        if (unknown != null) {
            throw f.wrong(key, "'" + key + "' has the unknown placeholder {" + unknown + "}; there are "
                    + String.join(", ", Fact.names()));
        }
    }
}
