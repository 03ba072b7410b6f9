package io.tracestitch.core.traceback;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** CPython draws one rule below groups that end together; nothing is missing there. */
class GroupEndTest {

    private static final String NESTED = """
              + Exception Group Traceback (most recent call last):
              |   File "/srv/app/orders.py", line 9, in <module>
              |     raise ExceptionGroup("top", [TypeError("a"), inner])
              | ExceptionGroup: top (2 sub-exceptions)
              +-+---------------- 1 ----------------
                | TypeError: a
                +---------------- 2 ----------------
                | ExceptionGroup: inner (1 sub-exception)
                +-+---------------- 1 ----------------
                  | KeyError: 2
                  +------------------------------------
            """;

    @Test
    void groupsThatEndTogetherAreWhole() {
        ParsedTraceback parsed = parse(NESTED);
        assertThat(parsed.truncated()).isFalse();
        assertThat(parsed.tree().truncated()).isFalse();
        assertThat(parsed.tree().exceptions().get(1).exceptions()).hasSize(1);
    }

    @Test
    void aGroupWithoutItsEndIsTruncated() {
        List<String> lines = NESTED.lines().toList();
        for (int cut = 4; cut < lines.size(); cut++) {
            assertThat(parse(String.join("\n", lines.subList(0, cut))).truncated()).as("after %d lines", cut).isTrue();
        }
    }

    private static ParsedTraceback parse(String text) {
        TextLines lines = new TextLines();
        TracebackLine line = new TracebackLine();
        text.lines().forEach(one -> {
            byte[] b = one.getBytes(StandardCharsets.UTF_8);
            lines.add(b, 0, b.length, lines.count() + 1, line.classify(b, 0, b.length));
        });
        return new TracebackParser().parse(lines, 0, lines.count());
    }
}
