package io.tracestitch.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The loop that teams write: {@code readLine} and a handful of regular expressions. The lower end of the comparison. It knows one
 * format of headers and one of JSON, and undoes nothing that transports or other writers did to the lines.
 */
final class ReadLineRegex {

    private static final Pattern HEADER = Pattern.compile(
            "^(\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}:\\d{2}[,.]\\d{3})\\s+(DEBUG|INFO|WARNING|ERROR|CRITICAL)\\s+"
            + "(?:\\[[^\\]]*\\]\\s+)?([\\w.]+):\\s(.*)$");
    private static final Pattern START = Pattern.compile("Traceback \\(most recent call last\\):\\s*$");
    private static final Pattern FRAME = Pattern.compile("^[ |]*File \"([^\"]+)\", line (\\d+), in (.+)$");
    private static final Pattern EXCEPTION = Pattern.compile("^[ |]*([A-Za-z_][\\w.]*)(?:: (.*))?$");
    private static final Pattern JSON_HEADER = Pattern.compile(
            "^\\{\"asctime\": \"([^\"]*)\", \"levelname\": \"(\\w+)\", \"name\": \"([^\"]*)\"");
    private static final Pattern JSON_EXCEPTION = Pattern.compile("\"exc_info\": \"((?:[^\"\\\\]|\\\\.)*+)\"");

    private final List<String> record = new ArrayList<>();
    private boolean inTraceback;
    private boolean failed;
    private long lines;
    private long records;
    private long failures;
    private long tracebacks;
    private long frames;
    private long exceptions;

    private ReadLineRegex() {
    }

    /** Reads the file that is named and prints what it counted. */
    public static void main(String[] args) throws IOException {
        ReadLineRegex loop = new ReadLineRegex();
        try (BufferedReader in = Files.newBufferedReader(Path.of(args[0]), StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                loop.line(line);
            }
        }
        loop.close();
        System.out.printf("lines=%d records=%d failures=%d tracebacks=%d frames=%d exceptions=%d%n", loop.lines, loop.records,
                loop.failures, loop.tracebacks, loop.frames, loop.exceptions);
    }

    private void line(String line) {
        lines++;
        if (line.startsWith("{")) {
            json(line);
        } else if (HEADER.matcher(line).find()) {
            close();
            record.add(line);
        } else {
            record.add(line);
            body(line);
        }
    }

    private void json(String line) {
        if (!JSON_HEADER.matcher(line).find()) {
            return;
        }
        close();
        record.add(line);
        Matcher text = JSON_EXCEPTION.matcher(line);
        if (text.find()) {
            for (String part : text.group(1).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\").split("\n")) {
                record.add(part);
                body(part);
            }
        }
    }

    private void body(String line) {
        if (START.matcher(line).find()) {
            tracebacks++;
            inTraceback = true;
            failed = true;
        } else if (inTraceback) {
            if (FRAME.matcher(line).find()) {
                frames++;
            } else if (EXCEPTION.matcher(line).find()) {
                exceptions++;
                inTraceback = false;
            }
        }
    }

    /** The record is whole. A team would hand it on; here it is counted. */
    private void close() {
        if (!record.isEmpty()) {
            records++;
            failures += failed ? 1 : 0;
            record.clear();
        }
        failed = false;
        inTraceback = false;
    }
}
