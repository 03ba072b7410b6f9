package io.tracestitch.cli.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Arguments to streams. */
class LogStreamsTest {

    @TempDir
    private Path dir;

    private final List<String> notes = new ArrayList<>();

    private Path file(String name) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "a line\n");
    }

    private List<LogStream> streams(Object... arguments) {
        return LogStreams.of(List.of(arguments).stream().map(Object::toString).toList(), notes::add);
    }

    @Test
    void nothingMeansStandardInput() {
        assertThat(streams()).containsExactly(LogStream.stdin("stdin"));
    }

    @Test
    void theNameIsThePathAsGiven() throws IOException {
        Path a = file("a.log");
        assertThat(streams(a, "-").stream().map(LogStream::name)).containsExactly(a.toString(), "stdin");
    }

    @Test
    void filesKeepTheOrderOfTheCommandLine() throws IOException {
        Path b = file("b.log");
        Path a = file("a.log");
        assertThat(streams(b, a, b).stream().map(LogStream::name)).containsExactly(b.toString(), a.toString());
    }

    @Test
    void setsAreToldApartByFolderAndBase() throws IOException {
        List<LogStream> streams = streams(file("x/app.log.1"), file("y/app.log"), file("x/app.log"), file("x/web.log.1"));
        assertThat(streams).hasSize(3);
        assertThat(streams.getFirst().name()).isEqualTo(dir.resolve("x/app.log").toString());
        assertThat(streams.getFirst().parts()).containsExactly(dir.resolve("x/app.log.1"), dir.resolve("x/app.log"));
        assertThat(streams.getLast().name()).isEqualTo(dir.resolve("x/web.log.1").toString());
    }

    @Test
    void rotationsInADirectoryAreJoined() throws IOException {
        file("d/app.log");
        file("d/app.log.1");
        file("d/.hidden/app.log");
        assertThat(streams(dir.resolve("d"))).singleElement().satisfies(s -> assertThat(s.parts()).hasSize(2));
        assertThat(notes).isEmpty();
    }

    @Test
    void aFileThatLinksLeadToIsReadOnce() throws IOException {
        Path real = file("d/pods/shop/0.log");
        Files.createDirectories(dir.resolve("d/containers"));
        Files.createSymbolicLink(dir.resolve("d/containers/shop.log"), real);
        assertThat(streams(dir.resolve("d"))).singleElement()
                .satisfies(s -> assertThat(s.name()).isEqualTo(dir.resolve("d/containers/shop.log").toString()));
    }

    @Test
    void manySkippedFilesAreSummedUp() throws IOException {
        file("d/app.log");
        for (int i = 0; i < 9; i++) {
            file("d/m" + i + ".py");
        }
        assertThat(streams(dir.resolve("d"))).hasSize(1);
        assertThat(notes).hasSize(6).last().asString().contains("4 more files");
    }
}
