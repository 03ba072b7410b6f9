package io.tracestitch.core.traceback;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** What CPython prints is read back as it was; any other lines give a result too. */
class TracebackParserPropertyTest {

    private static final List<String> PIECES = List.of("Traceback (most recent call last):", "  + Exception Group Traceback "
            + "(most recent call last):", "  File \"/srv/a.py\", line 3, in f", "    pay()", "    ~~~^^", "ValueError: x", "", "  ",
            "  [Previous line repeated 96 more times]", "  [Previous line repeated 99999999999 more times]", "\"\"\"",
            "The above exception was the direct cause of the following exception:", "During handling of the above exception, another "
            + "exception occurred:", "  +-+---------------- 1 ----------------", "    +---------------- 2 ----------------",
            "    +------------------------------------", "    | ValueError: y", "  | ExceptionGroup: g (2 sub-exceptions)",
            "    | and 5 more exceptions", "    | ... (max_group_depth is 10)", "Stack (most recent call last):", "some text",
            "  |   File \"/srv/a.py\", line 3, in f", "╭──────── Traceback (most recent call last) ────────╮", "│ /srv/a.py:3 in f  │",
            "╰──────────╯", "ValueError   Traceback (most recent call last)", "----> 3 pay()", "  File \"<string>\", line 1");

    @Property(tries = 4000, shrinking = ShrinkingMode.OFF)
    void whatPythonPrintsIsReadBack(@ForAll Random random, @ForAll boolean inC) {
        ExceptionTree tree = new Exceptions(random).tree();
        String text = PythonPrinter.print(tree, inC);
        ParsedTraceback parsed = parse(text.lines().toList());
        assertThat(parsed.tree()).as(text).isNotNull();
        assertThat(describe(parsed.tree())).as(text).isEqualTo(describe(tree));
        assertThat(parsed.stack()).isEmpty();
        assertThat(parsed.last()).as(text).isEqualTo((int) text.lines().count());
    }

    @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
    void aTracebackCutAnywhereGivesAResult(@ForAll Random random) {
        List<String> lines = PythonPrinter.print(new Exceptions(random).tree(), random.nextBoolean()).lines().toList();
        isTotal(lines.subList(0, random.nextInt(lines.size() + 1)));
        isTotal(lines.subList(random.nextInt(lines.size()), lines.size()));
    }

    @Property(tries = 5000)
    void anyLinesGiveAResult(@ForAll("lines") List<String> lines) {
        isTotal(lines);
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.oneOf(Arbitraries.of(PIECES), Arbitraries.of(PIECES), Arbitraries.strings().ofMaxLength(30)).list()
                .ofMaxSize(40);
    }

    private static void isTotal(List<String> lines) {
        ParsedTraceback parsed = parse(lines);
        assertThat(parsed.first()).isBetween(0, lines.size());
        assertThat(parsed.last()).isBetween(parsed.first(), lines.size());
        if (parsed.tree() != null) {
            assertThat(describe(parsed.tree())).isNotEmpty();
        }
    }

    private static ParsedTraceback parse(List<String> lines) {
        TextLines text = new TextLines();
        TracebackLine line = new TracebackLine();
        for (int i = 0; i < lines.size(); i++) {
            byte[] b = lines.get(i).getBytes(StandardCharsets.UTF_8);
            text.add(b, 0, b.length, i + 1, line.classify(b, 0, b.length));
        }
        return new TracebackParser().parse(text, 0, text.count());
    }

    /** Everything that a traceback tells; notes belong to the message, because print does not tell them apart. */
    private static String describe(@Nullable ExceptionTree tree) {
        if (tree == null) {
            return "-";
        }
        List<String> message = new ArrayList<>(List.of(tree.message()));
        message.addAll(tree.notes());
        return tree.type() + ": " + String.join("\n", message) + "\n" + tree.frames() + "\ncause " + describe(tree.cause()) + "\ncontext "
                + describe(tree.context()) + "\nchildren " + tree.exceptions().stream()
                .map(TracebackParserPropertyTest::describe).collect(Collectors.joining(", ", "[", "]")) + tree.hidden();
    }
}
