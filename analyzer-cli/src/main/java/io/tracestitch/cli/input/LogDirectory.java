package io.tracestitch.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** The files below a directory that look like logs. */
final class LogDirectory {

    private static final Set<String> EXTENSIONS =
            Set.of("", "log", "out", "err", "txt", "json", "jsonl", "ndjson", "stdout", "stderr", "journal");
    private static final int SNIFFED = 4096;
    private static final int NOTED = 5;

    private LogDirectory() {
    }

    /** Regular files, sorted by path; what is left out is told to {@code note}. */
    static List<Path> files(Path directory, Consumer<String> note) throws IOException {
        List<String> skipped = new ArrayList<>();
        Collection<Path> found = found(directory, skipped);
        List<Path> logs = new ArrayList<>();
        for (Path file : found) {
            String reason = unfit(file);
            if (reason == null) {
                logs.add(file);
            } else {
                skipped.add("skipped " + file + ": " + reason);
            }
        }
        skipped.stream().limit(NOTED).forEach(note);
        if (skipped.size() > NOTED) {
            note.accept("skipped " + (skipped.size() - NOTED) + " more files below " + directory + " that are no logs");
        }
        if (logs.isEmpty()) {
            note.accept("no log files below " + directory);
        }
        return logs;
    }

    /** Each file once, although links may lead to it too: Kubernetes links the logs of pods from those of containers. */
    private static Collection<Path> found(Path directory, List<String> skipped) throws IOException {
        TreeMap<Path, Path> realByPath = new TreeMap<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return !folder.equals(directory) && hidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!hidden(file) && Files.isRegularFile(file)) {
                    realByPath.put(file, file.toRealPath());
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (file.equals(directory)) {
                    throw e;
                }
                skipped.add("skipped " + file + ": " + LogStreams.reason(e));
                return FileVisitResult.CONTINUE;
            }
        });
        Map<Path, Path> firstByReal = new LinkedHashMap<>();
        realByPath.forEach((path, real) -> firstByReal.putIfAbsent(real, path));
        return firstByReal.values();
    }

    private static boolean hidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static @Nullable String unfit(Path file) {
        String base = RotationName.of(file.getFileName().toString()).base();
        String extension = base.substring(base.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean byName = base.indexOf('.') < 0 || EXTENSIONS.contains(extension)
                || base.toLowerCase(Locale.ROOT).contains(".log");
        if (!byName) {
            return "not named like a log";
        }
        if (!Files.isReadable(file)) {
            return "permission denied";
        }
        try (InputStream in = LogBytes.open(file, n -> { })) {
            byte[] head = in.readNBytes(SNIFFED);
            return binary(head) ? "binary" : null;
        } catch (IOException e) {
            return "cannot be read: " + LogStreams.reason(e);
        }
    }

    /** A log may hold a stray NUL; a file of them is none. */
    private static boolean binary(byte[] head) {
        int control = 0;
        for (byte b : head) {
            if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != 0x1b && b != '\f' && b != '\b') {
                control++;
            }
        }
        return control * 20 > head.length;
    }
}
