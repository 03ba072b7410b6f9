package io.tracestitch.core.stitch;

import java.util.List;
import java.util.Locale;

import io.tracestitch.core.stitch.Wait.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What a line of source waits for, where the stack goes no deeper: {@code Task.print_stack} shows the outermost frame only, and
 * faulthandler none of the calls that are written in C.
 *
 * @param kind what it waits for
 * @param subject the expression that is waited for, or null
 */
record SourceLine(Kind kind, @Nullable String subject) {

    private static final List<String> DUMPS = List.of("print_stack(", "print_call_graph(", "format_call_graph(",
            "capture_call_graph(", "dump_traceback", "all_tasks(");
    private static final SourceLine UNKNOWN = new SourceLine(Kind.CALL, null);

    /** Reads the first line of a statement. */
    static SourceLine read(String code) {
        int newline = code.indexOf('\n');
        String line = (newline < 0 ? code : code.substring(0, newline)).strip();
        if (isDump(line)) {
            return new SourceLine(Kind.RUNNING, null);
        }
        if (line.startsWith("async with ") || line.startsWith("with ")) {
            return entered(line.substring(line.indexOf("with ") + 5));
        }
        int await = line.indexOf("await ");
        String text = unlimited(await < 0 ? line : line.substring(await + 6).strip());
        return called(text, await >= 0);
    }

    /** Whether the line prints a dump itself. */
    static boolean isDump(String code) {
        return DUMPS.stream().anyMatch(code::contains);
    }

    private static SourceLine entered(String rest) {
        int end = rest.length();
        for (String stop : new String[] {" as ", ":"}) {
            int at = rest.indexOf(stop);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        String subject = rest.substring(0, end).strip();
        String lower = subject.toLowerCase(Locale.ROOT);
        if (lower.contains("taskgroup(")) {
            return new SourceLine(Kind.TASKS, null);
        }
        if (lower.contains("pool")) {
            return new SourceLine(Kind.POOL, receiver(subject));
        }
        if (subject.indexOf('(') < 0 || lower.contains("lock") || lower.contains("sem")) {
            return new SourceLine(Kind.LOCK, receiver(subject));
        }
        return UNKNOWN;
    }

    private static SourceLine called(String text, boolean awaited) {
        int open = text.indexOf('(');
        String name = open < 0 ? text : text.substring(0, open);
        String simple = Wait.simple(name).strip();
        String of = name.indexOf('.') < 0 ? null : expression(name.substring(0, name.lastIndexOf('.')));
        String lower = name.toLowerCase(Locale.ROOT);
        if (open < 0) {
            boolean bare = awaited && !name.isBlank() && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '.'
                    || c == '[' || c == ']');
            return bare ? new SourceLine(Kind.TASKS, name.strip()) : UNKNOWN;
        }
        return switch (simple) {
            case "acquire" -> new SourceLine(lower.contains("pool") ? Kind.POOL : Kind.LOCK, of);
            case "getconn", "checkout", "get_connection" -> new SourceLine(Kind.POOL, of);
            case "connection" -> lower.contains("pool") ? new SourceLine(Kind.POOL, of) : UNKNOWN;
            case "get" -> lower.contains("pool") ? new SourceLine(Kind.POOL, of)
                    : awaited || lower.contains("queue") ? new SourceLine(Kind.QUEUE_GET, of) : UNKNOWN;
            case "put" -> awaited || lower.contains("queue") ? new SourceLine(Kind.QUEUE_PUT, of) : UNKNOWN;
            case "join" -> awaited || lower.contains("queue") ? new SourceLine(Kind.QUEUE_JOIN, of)
                    : new SourceLine(Kind.THREAD_JOIN, of);
            case "wait" -> of != null && of.equals("asyncio") ? new SourceLine(Kind.TASKS, null) : new SourceLine(Kind.EVENT, of);
            case "gather", "shield" -> new SourceLine(Kind.TASKS, null);
            case "sleep" -> new SourceLine(Kind.SLEEP, null);
            case "result" -> new SourceLine(Kind.RESULT, of);
            case "to_thread", "run_in_executor" -> new SourceLine(Kind.EXECUTOR, null);
            case "serve_forever" -> new SourceLine(Kind.IDLE, of);
            case "read", "readline", "readexactly", "readuntil", "drain", "recv" -> new SourceLine(Kind.IO, of);
            default -> UNKNOWN;
        };
    }

    /** Without a time limit around it: {@code asyncio.wait_for(lock.acquire(), 5)}. */
    private static String unlimited(String text) {
        String t = text;
        for (String limit : new String[] {"asyncio.wait_for(", "wait_for(", "asyncio.shield(", "shield("}) {
            t = t.startsWith(limit) ? t.substring(limit.length()) : t;
        }
        return t;
    }

    /** What stands before the last call: {@code self.pool} of {@code self.pool.acquire()}. */
    private static String receiver(String subject) {
        int open = subject.indexOf('(');
        int dot = open < 0 ? -1 : subject.lastIndexOf('.', open);
        return open < 0 ? subject : subject.substring(0, dot > 0 ? dot : open);
    }

    private static String expression(String text) {
        int from = text.length();
        while (from > 0 && (Character.isLetterOrDigit(text.charAt(from - 1)) || "_.[]'\"".indexOf(text.charAt(from - 1)) >= 0)) {
            from--;
        }
        return text.substring(from);
    }
}
