package io.tracestitch.core;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * An interpreter of this machine.
 *
 * @param minor of version 3
 */
record CPython(int minor, Path executable) {

    private static final int OLDEST = 8;
    private static final int NEWEST = 30;

    /** One for each version from 3.8 on, oldest first: those of pyenv, else what {@code python3.N} or {@code python3} runs. */
    static List<CPython> found() throws IOException, InterruptedException {
        TreeMap<Integer, CPython> found = new TreeMap<>();
        for (Path candidate : candidates()) {
            Run run = run(List.of(candidate.toString(), "-c",
                    "import sys; print(sys.implementation.name, sys.version_info[0], sys.version_info[1])"), 20);
            String[] answer = run.output().strip().split(" ");
            if (run.code() == 0 && answer.length == 3 && answer[0].equals("cpython") && answer[1].equals("3")) {
                int minor = Integer.parseInt(answer[2]);
                if (minor >= OLDEST) {
                    found.putIfAbsent(minor, new CPython(minor, candidate));
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static List<Path> candidates() throws IOException {
        List<Path> candidates = new ArrayList<>();
        String root = System.getenv("PYENV_ROOT");
        Path versions = (root == null ? Path.of(System.getProperty("user.home"), ".pyenv") : Path.of(root)).resolve("versions");
        if (Files.isDirectory(versions)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(versions, "3.*")) {
                folders.forEach(folder -> candidates.add(folder.resolve("bin").resolve("python")));
            }
        }
        List<Path> path = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty()).map(Path::of).toList();
        for (int minor = OLDEST; minor <= NEWEST; minor++) {
            String name = "python3." + minor;
            path.forEach(folder -> candidates.add(folder.resolve(name)));
        }
        path.forEach(folder -> candidates.add(folder.resolve("python3")));
        return candidates.stream().filter(Files::isExecutable).toList();
    }

    /** Runs a program in its own folder; nothing of the environment's Python settings reaches it. */
    Run run(Path program, int seconds) throws IOException, InterruptedException {
        return run(List.of(executable.toString(), "-B", program.toString()), seconds);
    }

    private static Run run(List<String> command, int seconds) throws IOException, InterruptedException {
        Path output = Files.createTempFile("python", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PYTHON"));
            Process process = builder.start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
            return ended ? new Run(process.exitValue(), text) : new Run(-1, text + "\nnot at an end after " + seconds + " s");
        } finally {
            Files.delete(output);
        }
    }

    @Override
    public String toString() {
        return "CPython 3." + minor + " (" + executable + ")";
    }

    /** @param output both streams */
    record Run(int code, String output) {
    }
}
