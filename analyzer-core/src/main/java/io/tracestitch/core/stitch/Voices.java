package io.tracestitch.core.stitch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

/** Who wrote which lines of a window. */
final class Voices {

    /** A longer beginning of a message names nobody. */
    private static final int MAX_SUBJECT = 40;
    private static final int MAX_SUBJECT_WORDS = 3;

    private Voices() {
    }

    /** Tasks; and what stands for tasks among lines that name none. */
    static List<Voice> tasks(List<LineParts> window) {
        Map<String, Voice> out = new LinkedHashMap<>();
        for (LineParts line : window) {
            if (line.time() == null) {
                continue;
            }
            String task = line.header().task();
            String message = line.header().message();
            String logger = line.header().logger() == null ? "" : line.header().logger();
            String subject = subject(message);
            String key;
            Voice.Kind kind;
            String name;
            if (isName(task)) {
                kind = Voice.Kind.TASK;
                name = task;
                key = task;
            } else if (subject != null) {
                kind = Voice.Kind.SUBJECT;
                name = subject;
                key = logger + '\u0001' + subject;
            } else {
                kind = Voice.Kind.SHAPE;
                name = firstWord(message, logger);
                key = logger + '\u0001' + line.words().shape();
            }
            out.computeIfAbsent(line.instance() + "\u0001" + kind + '\u0001' + key, k -> new Voice(kind, name, line.instance()))
                    .add(line);
        }
        return new ArrayList<>(out.values());
    }

    /** Processes. */
    static List<Voice> processes(List<LineParts> window, IntFunction<@Nullable String> names) {
        Map<Integer, Voice> out = new LinkedHashMap<>();
        for (LineParts line : window) {
            if (line.time() != null) {
                out.computeIfAbsent(line.instance(), i -> {
                    String name = names.apply(i);
                    String process = name == null ? line.header().process() : name;
                    return new Voice(Voice.Kind.PROCESS, process == null ? "process " + i : process, i);
                }).add(line);
            }
        }
        return new ArrayList<>(out.values());
    }

    private static boolean isName(@Nullable String task) {
        return task != null && !task.isBlank() && !task.equals("-") && !task.equals("None") && !task.equals("null");
    }

    /** What stands before the first colon, if that is short: {@code consumer-2} of {@code consumer-2: message 10 taken}. */
    static @Nullable String subject(String message) {
        int colon = message.indexOf(": ");
        if (colon <= 0 || colon > MAX_SUBJECT) {
            return null;
        }
        int words = 1;
        for (int i = 0; i < colon; i++) {
            char c = message.charAt(i);
            words += c == ' ' ? 1 : 0;
            if (!Character.isLetterOrDigit(c) && " -_./@#".indexOf(c) < 0) {
                return null;
            }
        }
        return words > MAX_SUBJECT_WORDS ? null : message.substring(0, colon);
    }

    private static String firstWord(String message, String logger) {
        int from = 0;
        while (from < message.length() && !Character.isLetter(message.charAt(from))) {
            from++;
        }
        int to = from;
        while (to < message.length() && (Character.isLetterOrDigit(message.charAt(to)) || "-_".indexOf(message.charAt(to)) >= 0)) {
            to++;
        }
        return to > from && to - from <= MAX_SUBJECT ? message.substring(from, to) : logger.isEmpty() ? "somebody" : logger;
    }
}
