package io.tracestitch.core.asyncio;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UnraisableTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "Exception ignored in: <function X.__del__ at 0x7f> | in | <function X.__del__ at 0x7f> | X.__del__",
        "Exception ignored while calling deallocator <function X.__del__ at 0x7f>: | while calling deallocator | <function "
                + "X.__del__ at 0x7f> | X.__del__",
        "Exception ignored while calling deallocator <function X.__del__ at 0x7f>: None | while calling deallocator | "
                + "<function X.__del__ at 0x7f> | X.__del__",
        "Exception ignored while finalizing coroutine <coroutine object f at 0x7f>: | while finalizing coroutine | <coroutine "
                + "object f at 0x7f> | f",
        "Exception ignored on threading shutdown <module 'threading' from '/a>b.py'>: | on threading shutdown | <module "
                + "'threading' from '/a>b.py'> | ",
        "Exception ignored on threading shutdown: | on threading shutdown | | ",
        "Exception ignored while flushing sys.stdout: | while flushing sys.stdout | | ",
        "Exception ignored in atexit callback: <function bye at 0x7f> | in atexit callback | <function bye at 0x7f> | bye",
        "Exception ignored in sys.unraisablehook: <built-in function unraisablehook> | in sys.unraisablehook | <built-in "
                + "function unraisablehook> | ",
        "Exception ignored in: 'uvloop.loop.cb_idle_callback' | in | 'uvloop.loop.cb_idle_callback' | ",
        "Exception ignored in: <bound method X.__del__ of <x.X object at 0x7f>> | in | <bound method X.__del__ of <x.X object "
                + "at 0x7f>> | X.__del__",
        "Exception ignored in: <function Pool.<locals>.<lambda> at 0x7f> | in | <function Pool.<locals>.<lambda> at 0x7f> | "
                + "Pool.<locals>.<lambda>",
        "Exception ignored when trying to write to the signal wakeup fd: | when trying to write to the signal wakeup fd | | ",
        "Error in atexit._run_exitfuncs: | in atexit callback | | "})
    void readsLinesOfTheUnraisableHook(String line, String where, String object, String function) {
        assertThat(Unraisable.parse(line)).hasValueSatisfying(u -> {
            assertThat(u.kind()).isEqualTo(Unraisable.Kind.UNRAISABLE);
            assertThat(u.where()).isEqualTo(where);
            assertThat(u.object()).isEqualTo(object);
            assertThat(u.function()).isEqualTo(function);
            assertThat(u.thread()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource({"Exception in thread poller-1:, poller-1", "Exception in thread Thread-1 (run):, Thread-1 (run)",
        "Exception in thread a: b:, a: b",
        "Exception in thread Thread-2 (most likely raised during interpreter shutdown):, Thread-2"})
    void readsLinesOfTheThreadingHook(String line, String thread) {
        assertThat(Unraisable.parse(line)).hasValueSatisfying(u -> {
            assertThat(u.kind()).isEqualTo(Unraisable.Kind.THREAD);
            assertThat(u.thread()).isEqualTo(thread);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Exception ignored in thread started by: <function run at 0x7f>",
        "Exception ignored in thread started by <function run at 0x7f>:",
        "Unhandled exception in thread started by <function run at 0x7f>"})
    void readsThreadsWithoutAName(String line) {
        assertThat(Unraisable.parse(line)).hasValueSatisfying(u -> {
            assertThat(u.kind()).isEqualTo(Unraisable.Kind.THREAD);
            assertThat(u.function()).isEqualTo("run");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Exception", "Exception in thread", "Exception in thread x", "Exception in callback f()",
            "Error in x",
        "the Exception ignored in: x"})
    void leavesOtherLinesAlone(String line) {
        assertThat(Unraisable.parse(line)).isEmpty();
    }

    @Test
    void knowsTheFirstLineOfAFailureOfLogging() {
        assertThat(LoggingError.begins("--- Logging error ---")).isTrue();
        assertThat(LoggingError.begins("--- Logging error --- or so")).isFalse();
        assertThat(LoggingError.parse("--- Logging error ---")).contains(new LoggingError(null, null, List.of(), null));
        assertThat(LoggingError.parse("--- Logging error ---\nTraceback (most recent call last):\nLogged from file a.py, line "
                + "12"))
                .hasValueSatisfying(e -> assertThat(e.callSite()).isEqualTo(new Place("a.py", 12)));
    }
}
