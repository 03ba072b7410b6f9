package io.tracestitch.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** The companion for Python services passes its own tests under every CPython of this machine. */
class CompanionTest {

    private static final Path TESTS = Path.of("..", "deploy", "python", "test_tracestitch_context.py").toAbsolutePath().normalize();
    private static final Pattern RAN = Pattern.compile("(?m)^Ran (\\d+) tests? in .*$");
    private static final int LIMIT_SECONDS = 120;

    @TestFactory
    Stream<DynamicTest> passesItsTestsUnderEveryCPython() throws IOException, InterruptedException {
        List<CPython> found = CPython.found();
        System.out.println("companion: " + found);
        assertThat(found).as("CPython 3.8 or later, looked for in pyenv's folder of versions and on the PATH").isNotEmpty();
        return found.stream().map(python -> dynamicTest(python.toString(), () -> passes(python)));
    }

    private static void passes(CPython python) throws IOException, InterruptedException {
        CPython.Run run = python.run(TESTS, LIMIT_SECONDS);
        assertThat(run.code()).as("%s:%n%s", python, run.output()).isZero();
        Matcher ran = RAN.matcher(run.output());
        assertThat(ran.find()).as(run.output()).isTrue();
        assertThat(Integer.parseInt(ran.group(1))).as("tests that ran").isGreaterThan(50);
    }
}
