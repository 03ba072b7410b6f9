package io.tracestitch.core.pattern;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import com.google.re2j.PatternSyntaxException;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Severity;

/**
 * Reads patterns from YAML. Every mistake is an {@link InvalidPatternException} that says in one sentence which file and line
 * to change, and how. Stateless.
 */
public final class PatternLoader {
    private static final Set<String> KEYS = Set.of("id", "title", "category", "severity", "applies_to", "refines", "catch_all",
            "match", "examples", "advice");
    private static final Set<String> RULE_KEYS = Set.of("kinds", "exceptions", "raised_last", "message", "message_regex",
            "record", "record_regex", "frames", "not_frames");

    private PatternLoader() {
    }

    /**
     * Reads one pattern.
     *
     * @param file name of the file, for messages
     * @param text its content
     */
    public static Pattern parse(String file, String text) {
        Fields fields = new Fields(file, YamlNode.read(file, text));
        Advice advice = AdviceLoader.read(fields);
        return head(fields, () -> advice);
    }

    /** Reads a pattern that the build has checked and turned into JSON; the advice is left to first use. */
    static Pattern parseCompiled(String file, String head, String advice) {
        return head(new Fields(file, YamlNode.readJson(file, head)),
                new Once<>(() -> AdviceLoader.read(new Fields(file, YamlNode.readJson(file, advice)))));
    }

    /**
     * Checks what one pattern alone cannot tell: equal ids, {@code refines} that lead nowhere or in a circle.
     *
     * @return the patterns by id
     */
    static Map<String, Pattern> link(List<Pattern> patterns) {
        Map<String, Pattern> byId = new HashMap<>();
        for (Pattern p : patterns) {
            Pattern other = byId.put(p.id(), p);
            if (other != null) {
                throw new InvalidPatternException(p.origin().file(), p.origin().line(),
                        "the id '" + p.id() + "' is taken by " + other.origin().file());
            }
        }
        for (Pattern p : patterns) {
            Set<String> seen = new HashSet<>();
            for (Pattern q = p; q != null && q.refines() != null; q = byId.get(q.refines())) {
                if (!byId.containsKey(q.refines())) {
                    throw new InvalidPatternException(q.origin().file(), q.origin().refinesLine(),
                            "'refines' names '" + q.refines() + "', which is no pattern");
                }
                if (!seen.add(q.id())) {
                    throw new InvalidPatternException(p.origin().file(), p.origin().refinesLine(),
                            "'refines' leads in a circle: " + String.join(" refines ", seen.stream().sorted().toList()));
                }
            }
        }
        return byId;
    }

    private static Pattern head(Fields f, Supplier<Advice> texts) {
        f.allow(KEYS);
        String id = f.text("id");
        if (!isId(id)) {
            throw f.wrong("id", "'id' is lower case letters, digits and hyphens, not '" + id + "'");
        }
        Category category = Category.of(f.text("category"))
                .orElseThrow(() -> f.wrong("category", "'" + f.text("category") + "' is no category"));
        Severity severity = Severity.of(f.text("severity"))
                .orElseThrow(() -> f.wrong("severity", "'" + f.text("severity") + "' is no severity; there are info, warning, "
                        + "error, critical"));
        List<Rule> rules = new ArrayList<>();
        for (Fields rule : f.mappings("match")) {
            rules.add(rule(rule));
        }
        List<Pattern.Example> examples = new ArrayList<>();
        if (f.has("examples")) {
            for (Fields example : f.mappings("examples")) {
                example.allow(Set.of("file", "kind"));
                examples.add(new Pattern.Example(example.text("file"), kind(example, "kind", example.text("kind"))));
            }
        }
        return new Pattern(id, f.text("title"), category, severity, f.text("applies_to"), f.optionalText("refines"),
                f.flag("catch_all"), List.copyOf(rules), List.copyOf(examples), texts,
                new Pattern.Origin(f.file(), f.lineOf("id"), f.lineOf(f.has("refines") ? "refines" : "id")));
    }

    private static Rule rule(Fields f) {
        f.allow(RULE_KEYS);
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        for (String name : f.texts("kinds")) {
            kinds.add(kind(f, "kinds", name));
        }
        List<String> exceptions = f.texts("exceptions");
        Rule rule = new Rule(Set.copyOf(kinds), exceptions, f.flag("raised_last"), literals(f, "message"),
                regexes(f, "message_regex"), literals(f, "record"), regexes(f, "record_regex"), frames(f, "frames"),
                frames(f, "not_frames"));
        if (exceptions.isEmpty()) {
            if (kinds.isEmpty()) {
                throw f.wrong("a rule needs 'exceptions' or 'kinds'");
            }
            if (!rule.message().isEmpty() || !rule.messageRegex().isEmpty()) {
                throw f.wrong("'message' is the exception's message, so it needs 'exceptions'; the record's is 'record'");
            }
            if (kinds.contains(EventKind.LOG) && rule.record().isEmpty()) {
                throw f.wrong("a rule for the kind 'log' needs texts in 'record', or every line would have to be looked at");
            }
        }
        return rule;
    }

    private static EventKind kind(Fields f, String key, String name) {
        for (EventKind kind : EventKind.values()) {
            if (kind.id().equals(name)) {
                return kind;
            }
        }
        throw f.wrong(key, "'" + name + "' is no kind of event");
    }

    private static List<String> literals(Fields f, String key) {
        List<String> texts = f.texts(key);
        for (String text : texts) {
            if (text.length() < LiteralIndex.KEY) {
                throw f.wrong(key, "'" + text + "' in '" + key + "' is too short; give at least " + LiteralIndex.KEY
                        + " characters");
            }
        }
        return texts;
    }

    private static List<String> regexes(Fields f, String key) {
        List<String> texts = f.texts(key);
        for (String text : texts) {
            try {
                com.google.re2j.Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw f.wrong(key, "'" + text + "' is no RE2 expression: " + e.getDescription());
            }
        }
        return texts;
    }

    private static List<FramePoint> frames(Fields f, String key) {
        List<FramePoint> points = new ArrayList<>();
        for (String text : f.texts(key)) {
            FramePoint point = FramePoint.parse(text);
            if (point.file().isEmpty() || "".equals(point.function())) {
                throw f.wrong(key, "'" + text + "' is no place; write FILE or FILE:FUNCTION, such as asyncio/locks.py:acquire");
            }
            points.add(point);
        }
        return List.copyOf(points);
    }

    private static boolean isId(String id) {
        return !id.isEmpty() && id.equals(id.toLowerCase(Locale.ROOT))
                && id.chars().allMatch(c -> c == '-' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9');
    }
}
