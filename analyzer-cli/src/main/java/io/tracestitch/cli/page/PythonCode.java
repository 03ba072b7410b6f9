package io.tracestitch.cli.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import org.jspecify.annotations.Nullable;

/**
 * A few lines of Python with keywords, strings and comments marked, and with lines that another version lacks. Every text goes
 * through the output's escaping.
 */
public final class PythonCode implements Content {

    private static final Set<String> KEYWORDS = Set.of("and", "as", "assert", "async", "await", "break", "class", "continue",
            "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
            "not", "or", "pass", "raise", "return", "try", "while", "with", "yield", "None", "True", "False", "self");
    private static final int MOST_LINES = 200;

    private record Line(String text, String mark) {
    }

    private final List<Line> lines;

    private PythonCode(List<Line> lines) {
        this.lines = lines;
    }

    static PythonCode of(String code) {
        return new PythonCode(code.lines().limit(MOST_LINES).map(l -> new Line(l, "")).toList());
    }

    /** Code with the lines marked that the other version does not have: as taken away, or as added. */
    static PythonCode of(String code, @Nullable String other, boolean before) {
        List<String> own = code.stripTrailing().lines().limit(MOST_LINES).toList();
        List<String> others = other == null ? own : other.stripTrailing().lines().limit(MOST_LINES).toList();
        boolean[] common = common(own, others);
        List<Line> out = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            out.add(new Line(own.get(i), common[i] || own.get(i).isBlank() ? "" : before ? "del" : "ins"));
        }
        return new PythonCode(out);
    }

    /** Whether there is nothing to show. */
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    @Override
    public void writeTo(TemplateOutput output) {
        boolean first = true;
        for (Line line : lines) {
            if (!first) {
                output.writeContent("\n");
            }
            first = false;
            if (!line.mark().isEmpty()) {
                output.writeContent("<" + line.mark() + ">");
            }
            write(line.text(), output);
            if (!line.mark().isEmpty()) {
                output.writeContent("</" + line.mark() + ">");
            }
        }
    }

    private static void write(String line, TemplateOutput output) {
        int i = 0;
        int plain = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            int end = i;
            String kind = "";
            if (c == '#') {
                end = line.length();
                kind = "c";
            } else if (c == '"' || c == '\'') {
                end = stringEnd(line, i);
                kind = "s";
            } else if (Character.isJavaIdentifierStart(c) && c != '$') {
                end = wordEnd(line, i);
                kind = KEYWORDS.contains(line.substring(i, end)) ? "k" : "";
            } else {
                end = i + 1;
            }
            if (!kind.isEmpty()) {
                output.writeUserContent(line.substring(plain, i));
                output.writeContent("<span class=\"" + kind + "\">");
                output.writeUserContent(line.substring(i, end));
                output.writeContent("</span>");
                plain = end;
            }
            i = end;
        }
        output.writeUserContent(line.substring(plain));
    }

    private static int wordEnd(String line, int start) {
        int i = start;
        while (i < line.length() && (Character.isLetterOrDigit(line.charAt(i)) || line.charAt(i) == '_')) {
            i++;
        }
        return Math.max(i, start + 1);
    }

    private static int stringEnd(String line, int start) {
        char quote = line.charAt(start);
        for (int i = start + 1; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
            } else if (line.charAt(i) == quote) {
                return i + 1;
            }
        }
        return line.length();
    }

    /** Which of our lines belong to a longest common subsequence with the other version. */
    private static boolean[] common(List<String> own, List<String> other) {
        int[][] best = new int[own.size() + 1][other.size() + 1];
        for (int i = own.size() - 1; i >= 0; i--) {
            for (int j = other.size() - 1; j >= 0; j--) {
                best[i][j] = own.get(i).equals(other.get(j)) ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
            }
        }
        boolean[] out = new boolean[own.size()];
        int i = 0;
        int j = 0;
        while (i < own.size() && j < other.size()) {
            if (own.get(i).equals(other.get(j))) {
                out[i++] = true;
                j++;
            } else if (best[i + 1][j] >= best[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        return out;
    }
}
