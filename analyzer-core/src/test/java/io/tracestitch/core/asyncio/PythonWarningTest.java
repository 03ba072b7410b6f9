package io.tracestitch.core.asyncio;

import io.tracestitch.core.asyncio.PythonWarning.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PythonWarningTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sys:1: RuntimeWarning: coroutine 'f' was never awaited | sys | 1 | RuntimeWarning | COROUTINE_NEVER_AWAITED",
        "<sys>:0: RuntimeWarning: coroutine 'A.f.<locals>.g' was never awaited | <sys> | 0 | RuntimeWarning | "
                + "COROUTINE_NEVER_AWAITED",
        "C:\\a b\\c.py:12: ResourceWarning: unclosed <socket.socket fd=3> | C:\\a b\\c.py | 12 | ResourceWarning | "
                + "RESOURCE_UNCLOSED",
        "<string>:1: UserWarning: hm | <string> | 1 | UserWarning | OTHER",
        "/a.py:1: RemovedInDjango50Warning: | /a.py | 1 | RemovedInDjango50Warning | OTHER",
        "/a.py:7: ResourceWarning: Unclosed client session <aiohttp.client.ClientSession object at 0x7f> | /a.py | 7 | "
                + "ResourceWarning | RESOURCE_UNCLOSED"})
    void readsTheFirstLine(String line, String file, int number, String category, Kind kind) {
        assertThat(PythonWarning.mayBe(line)).isTrue();
        assertThat(PythonWarning.parse(line)).hasValueSatisfying(w -> {
            assertThat(w.place()).isEqualTo(new Place(file, number));
            assertThat(w.category()).isEqualTo(category);
            assertThat(w.kind()).isEqualTo(kind);
            assertThat(w.unclosed() != null).isEqualTo(kind == Kind.RESOURCE_UNCLOSED);
            assertThat(w.lines()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Warning:", ":1: Warning", "a: Warning: b", "12:30:01: Warning", "x.py:1: Error: y",
            "UserWarning: y", "a:1:UserWarning: y",
        "ResourceWarning: Enable tracemalloc to get the object allocation traceback", ":12: UserWarning: x"})
    void leavesOtherLinesAlone(String line) {
        assertThat(PythonWarning.parse(line)).isEmpty();
        assertThat(PythonWarning.mayBe(line)).isFalse();
    }

    @Test
    void leavesTheLinesBelowThatAreNotItsOwn() {
        assertThat(PythonWarning.parse("/a.py:3: UserWarning: hm\n  warn('hm')\nINFO all is well\n  more"))
                .hasValueSatisfying(w -> {
            assertThat(w.source()).isEqualTo("warn('hm')");
            assertThat(w.lines()).isEqualTo(2);
        });
        assertThat(PythonWarning.parse("sys:1: RuntimeWarning: coroutine 'f' was never awaited\nTraceback (most recent call "
                + "last):\n"
                + "  File \"/a.py\", line 1, in f\n    x()\nKeyError: 1")).hasValueSatisfying(w -> {
                    assertThat(w.text()).isEqualTo("coroutine 'f' was never awaited");
                    assertThat(w.source()).isNull();
                    assertThat(w.lines()).isEqualTo(1);
                });
    }

    @Test
    void readsBothStacksAtOnce() {
        assertThat(PythonWarning.parse("/a.py:5: RuntimeWarning: coroutine 'f' was never awaited\n"
                + "Coroutine created at (most recent call last)\n  File \"/a.py\", line 6, in <module>\n    main()\n"
                + "  File \"/a.py\", line 5, in main\n    f()\n  f()\n"
                + "Object allocated at (most recent call last):\n  File \"/a.py\", lineno 6\n    main()\n"))
                .hasValueSatisfying(w -> {
                    assertThat(w.createdAt()).extracting(StackFrame::place).containsExactly(new Place("/a.py", 6),
                            new Place("/a.py", 5));
                    assertThat(w.allocatedAt()).containsExactly(new StackFrame(new Place("/a.py", 6), null, "main()", 0));
                    assertThat(w.source()).isEqualTo("f()");
                    assertThat(w.lines()).isEqualTo(10);
                });
    }
}
