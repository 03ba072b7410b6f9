package io.tracestitch.cli.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.tracestitch.cli.UserError;

/** Turns the command line's arguments into streams, in the order given; the files of a rotation set become one stream. */
public final class LogStreams {

    private static final String DASH = "-";

    private LogStreams() {
    }

    /**
     * Resolves arguments.
     *
     * @param arguments files, directories, {@code -}; none at all means standard input
     * @param note gets one line about each thing that was left out
     * @throws UserError if a file does not exist, or nothing is left to read
     */
    public static List<LogStream> of(List<String> arguments, Consumer<String> note) {
        if (arguments.isEmpty()) {
            return List.of(LogStream.stdin(LogStream.STDIN));
        }
        Map<String, List<Path>> sets = new LinkedHashMap<>();
        boolean stdin = false;
        for (String argument : arguments) {
            if (argument.equals(DASH)) {
                if (!stdin) {
                    sets.put(DASH, List.of());
                    stdin = true;
                }
                continue;
            }
            for (Path file : files(argument, note)) {
                List<Path> set = sets.computeIfAbsent(setKey(file), key -> new ArrayList<>());
                if (!set.contains(file)) {
                    set.add(file);
                }
            }
        }
        List<LogStream> out = new ArrayList<>();
        for (Map.Entry<String, List<Path>> set : sets.entrySet()) {
            out.add(set.getKey().equals(DASH) && set.getValue().isEmpty() ? LogStream.stdin(LogStream.STDIN)
                    : stream(set.getValue()));
        }
        return out;
    }

    private static List<Path> files(String argument, Consumer<String> note) {
        Path path;
        try {
            path = Path.of(argument);
        } catch (InvalidPathException e) {
            throw new UserError("not a path: " + argument);
        }
        if (!Files.exists(path)) {
            throw new UserError("no such file or directory: " + argument);
        }
        if (!Files.isDirectory(path)) {
            if (!Files.isReadable(path)) {
                throw new UserError("cannot read " + argument + ": permission denied");
            }
            return List.of(path);
        }
        try {
            return LogDirectory.files(path, note);
        } catch (IOException e) {
            throw new UserError("cannot read the directory " + argument + ": " + reason(e));
        }
    }

    /** Why an input or output operation failed, in few words and without the path that the message usually repeats. */
    public static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.AccessDeniedException denied -> "permission denied";
            case java.nio.file.NoSuchFileException missing -> "no such file or directory";
            case java.nio.file.FileSystemException fs when fs.getReason() != null -> fs.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    private static String setKey(Path file) {
        return file.resolveSibling(RotationName.of(name(file)).base()).toString();
    }

    private static LogStream stream(List<Path> files) {
        if (files.size() == 1) {
            return new LogStream(files.getFirst().toString(), files);
        }
        List<Path> sorted = new ArrayList<>(files);
        sorted.sort(Comparator.comparing(file -> RotationName.of(name(file))));
        return new LogStream(setKey(files.getFirst()), List.copyOf(sorted));
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }
}
