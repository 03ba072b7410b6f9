package io.tracestitch.core.record;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Finds out what the fields between a header's brackets are: {@code [4211:MainThread:Task-12]}. */
final class Fields {

    private Fields() {
    }

    /** Assigns the fields between the offsets {@code start} and {@code end}, split at colons, commas, bars and slashes. */
    static void assign(byte[] b, int start, int end, Header out) {
        int from = start;
        int position = 0;
        for (int i = start; i <= end; i++) {
            boolean stop = i == end || b[i] == ':' && !isFileLine(b, i, end) || b[i] == ',' || b[i] == '|' || b[i] == '/';
            if (stop) {
                one(b, from, i, position++, out);
                from = i + 1;
            }
        }
    }

    /** {@code file.py:12} is one field. */
    private static boolean isFileLine(byte[] b, int colon, int end) {
        return colon > 3 && b[colon - 1] == 'y' && b[colon - 2] == 'p' && b[colon - 3] == '.' && colon + 1 < end
                && b[colon + 1] >= '0' && b[colon + 1] <= '9';
    }

    private static void one(byte[] b, int from, int to, int position, Header out) {
        int start = from;
        int end = to;
        while (start < end && b[start] == ' ') {
            start++;
        }
        while (end > start && b[end - 1] == ' ') {
            end--;
        }
        if (end == start) {
            return;
        }
        String text = new String(b, start, end - start, StandardCharsets.UTF_8);
        Header.Role role = roleOf(text, position, out);
        int skip = text.indexOf('=') + 1;
        out.put(role, start + skip, end - start - skip);
    }

    private static Header.Role roleOf(String text, int position, Header out) {
        if (text.regionMatches(true, 0, "task", 0, 4)) {
            return Header.Role.TASK;
        }
        if (isNumber(text)) {
            return out.processLength == 0 ? Header.Role.PROCESS : Header.Role.THREAD;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("pid=") || lower.startsWith("process=")) {
            return Header.Role.PROCESS;
        }
        if (lower.startsWith("thread=") || lower.startsWith("tid=")) {
            return Header.Role.THREAD;
        }
        if (lower.contains("thread") || lower.startsWith("asyncio_") || lower.startsWith("dummy-")) {
            return Header.Role.THREAD;
        }
        if (lower.contains("process") || lower.contains("worker")) {
            return out.processLength == 0 ? Header.Role.PROCESS : Header.Role.OTHER;
        }
        if (out.threadLength > 0 && position > 0) {
            return Header.Role.TASK;
        }
        boolean logger = out.loggerLength == 0 && lower.indexOf(' ') < 0 && lower.indexOf('=') < 0 && !lower.contains(".py");
        return logger && position == 0 ? Header.Role.LOGGER : Header.Role.OTHER;
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
