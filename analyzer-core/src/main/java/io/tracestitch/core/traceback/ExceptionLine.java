package io.tracestitch.core.traceback;

/** Reads {@code type: message}, the line (and more) that names an exception. */
public final class ExceptionLine {

    private static final String[] NAMES = {"Error", "Exception", "Warning", "Group", "Exit", "Interrupt", "Iteration", "Timeout",
        "Cancelled", "Empty", "Full", "NotFound", "DoesNotExist"};

    private ExceptionLine() {
    }

    /** Offset of the colon that ends the type, or -1 where the text has no type with a message. */
    static int split(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == ':') {
                boolean ends = i + 1 == text.length() || text.charAt(i + 1) == ' ' || text.charAt(i + 1) == '\n'
                        || text.charAt(i + 1) == '\r';
                return i > 0 && ends ? i : -1;
            }
            if (!Character.isJavaIdentifierPart(c) && c != '.' && c != '<' && c != '>') {
                return -1;
            }
            i++;
        }
        return -1;
    }

    /** The message behind the colon at {@code split}. */
    static String message(String text, int split) {
        int start = split + 1;
        if (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        return text.substring(start);
    }

    /** Whether the line begins with a type that is named as exceptions are. */
    public static boolean isNamed(String line) {
        int split = split(line);
        return isNamedLikeOne(split < 0 ? line : line.substring(0, split));
    }

    /** Whether the line is nothing but a dotted name, as of an exception without a message. */
    public static boolean isDotted(String line) {
        return line.indexOf('.') > 0 && split(line + ':') == line.length();
    }

    /** Whether a type is named as exceptions are, by its ending or by a dotted name with a capital. */
    static boolean isNamedLikeOne(String type) {
        String simple = type.strip();
        int dot = simple.lastIndexOf('.');
        simple = simple.substring(dot + 1);
        if (simple.isEmpty() || !Character.isJavaIdentifierStart(simple.charAt(0))) {
            return false;
        }
        for (String name : NAMES) {
            if (simple.endsWith(name)) {
                return true;
            }
        }
        return dot > 0 && Character.isUpperCase(simple.charAt(0));
    }

    /** A group's message without the "(3 sub-exceptions)" that its {@code __str__} appends. */
    static String withoutCount(String message) {
        for (int at = message.indexOf(" ("); at >= 0; at = message.indexOf(" (", at + 2)) {
            int i = at + 2;
            while (i < message.length() && Character.isDigit(message.charAt(i))) {
                i++;
            }
            if (i > at + 2 && message.startsWith(" sub-exception", i)) {
                int close = message.indexOf(')', i);
                if (close >= 0 && close - i <= " sub-exceptions".length()) {
                    return message.substring(0, at) + message.substring(close + 1);
                }
            }
        }
        return message;
    }
}
