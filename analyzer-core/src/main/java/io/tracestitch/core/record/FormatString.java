package io.tracestitch.core.record;

import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.record.Header.Role;
import io.tracestitch.core.record.HeaderFormat.Element;
import io.tracestitch.core.record.HeaderFormat.Strength;
import org.jspecify.annotations.Nullable;

/** A header format that the user declared with a format string of Python's {@code logging}, in the {@code %} or the brace style. */
public final class FormatString {

    private final HeaderFormat format;

    private FormatString(HeaderFormat format) {
        this.format = format;
    }

    HeaderFormat format() {
        return format;
    }

    /**
     * Compiles a format string.
     *
     * @throws IllegalArgumentException with a sentence for the user if the string is no format or has no message
     */
    public static FormatString parse(String text) {
        boolean percent = text.contains("%(");
        if (!percent && !text.contains("{")) {
            throw new IllegalArgumentException("the log format \"" + text + "\" has no fields; write it as Python's logging has it, "
                    + "for example '%(asctime)s %(levelname)s %(name)s: %(message)s'");
        }
        List<Element> elements = new ArrayList<>();
        StringBuilder names = new StringBuilder();
        StringBuilder literal = new StringBuilder();
        String field = null;
        boolean message = false;
        int i = 0;
        while (i < text.length() && !message) {
            boolean opens = percent ? text.startsWith("%(", i) : text.charAt(i) == '{' && !text.startsWith("{{", i);
            if (!opens) {
                boolean doubled = text.startsWith(percent ? "%%" : "{{", i) || !percent && text.startsWith("}}", i);
                literal.append(text.charAt(i));
                i += doubled ? 2 : 1;
                continue;
            }
            int close = text.indexOf(percent ? ')' : '}', i);
            if (close < 0) {
                throw new IllegalArgumentException("the log format \"" + text + "\" has a field that is not closed");
            }
            String name = text.substring(i + (percent ? 2 : 1), close).split("[:!]", 2)[0];
            flush(elements, field, literal.toString());
            literal.setLength(0);
            field = name;
            names.append(names.isEmpty() ? "" : " ").append(name.equals("message") ? "" : name.replace("levelname", "level")
                    .replace("name", "logger"));
            message = name.equals("message");
            i = percent ? conversionEnd(text, close + 1) : close + 1;
        }
        if (!message) {
            throw new IllegalArgumentException("the log format \"" + text + "\" has no %(message)s");
        }
        return new FormatString(new HeaderFormat(elements, Strength.STRONG, names.toString().strip()));
    }

    private static int conversionEnd(String text, int from) {
        int i = from;
        while (i < text.length() && "-+ #0123456789.".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return Math.min(i + 1, text.length());
    }

    private static void flush(List<Element> elements, @Nullable String field, String literal) {
        if (field != null) {
            switch (field) {
                case "asctime" -> elements.add(new Element.AnyStamp());
                case "levelname", "level" -> elements.add(new Element.LevelName(true));
                default -> elements.add(new Element.Until(role(field), literal.isBlank() ? " " : literal));
            }
        }
        if (literal.isBlank() && !literal.isEmpty()) {
            elements.add(new Element.Blanks());
            return;
        }
        int start = 0;
        // padding may stretch every blank
        for (int i = 0; i <= literal.length(); i++) {
            if (i == literal.length() || literal.charAt(i) == ' ') {
                if (i > start) {
                    elements.add(new Element.Literal(literal.substring(start, i)));
                }
                if (i < literal.length()) {
                    elements.add(new Element.Blanks());
                }
                start = i + 1;
            }
        }
    }

    private static Role role(String field) {
        Role role = FieldKeys.roleOf(field);
        return role == null ? Role.OTHER : role;
    }
}
