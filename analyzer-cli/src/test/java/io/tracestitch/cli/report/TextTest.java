package io.tracestitch.cli.report;

import java.time.Instant;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The small tools of layout: amounts, wrapping, cleaning, counting over time. */
class TextTest {

    @ParameterizedTest
    @CsvSource({"0,0 bytes", "1,1 byte", "999,999 bytes", "1000,1.0 KB", "9949,9.9 KB", "9950,10 KB", "41501,42 KB",
            "999499,999 KB",
        "999500,1.0 MB", "128000000,128 MB", "10000000000,10 GB", "9223372036854775807,9223372 TB"})
    void bytes(long n, String text) {
        assertThat(Amounts.bytes(n)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0.00 s", "0.034,0.03 s", "0.994,0.99 s", "0.996,1.0 s", "9.94,9.9 s", "9.96,10 s", "119.4,119 s",
            "120,2 min", "200,3 min 20 s"})
    void seconds(double s, String text) {
        assertThat(Amounts.seconds(s)).isEqualTo(text);
    }

    @Test
    void wrapsAtBlanksAndBreaksWhatIsTooLong() {
        assertThat(Wrapping.wrap("the quick brown fox", 9)).containsExactly("the quick", "brown fox");
        assertThat(Wrapping.wrap("abcdefghij kl", 4)).containsExactly("abcd", "efgh", "ij", "kl");
        assertThat(Wrapping.wrap("", 9)).containsExactly("");
        assertThat(Wrapping.wrap("日本語日本語", 5)).containsExactly("日本", "語日", "本語");
        assertThat(Wrapping.wrap("😀😀😀", 2)).containsExactly("😀", "😀", "😀");
    }

    @Test
    void wrapsAnythingWithoutLosingIt() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            String text = random.ints(random.nextInt(60), 0, 0x3000).filter(c -> !Character.isSurrogate((char) c))
                    .mapToObj(c -> c % 5 == 0 ? " " : Character.toString(c)).reduce("", String::concat);
            int width = 1 + random.nextInt(20);
            List<String> lines = Wrapping.wrap(text, width);
            assertThat(String.join("", lines).replace(" ", "")).isEqualTo(text.strip().replace(" ", ""));
        }
    }

    @Test
    void cutsWithAnEllipsis() {
        assertThat(Wrapping.cut("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Wrapping.cut("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(Wrapping.cut("a😀😀", 3)).isEqualTo("a…");
    }

    @Test
    void cleansWhatATerminalWouldObey() {
        assertThat(SafeText.line("plain ümläut 日本 😀")).isEqualTo("plain ümläut 日本 😀");
        assertThat(SafeText.line("\u001b[31mred\u007f\u0085")).isEqualTo("␛[31mred␡\ufffd");
        assertThat(SafeText.line("a\tb\r\nc")).isEqualTo("a    b␍␊c");
        assertThat(SafeText.line("x\u202ey\ud800z" + Character.toString(0xe0041))).isEqualTo("x\ufffdy\ufffdz\ufffd");
        assertThat(SafeText.block("a\n\tb\u0000")).isEqualTo("a\n\tb␀");
    }

    @Test
    void histogramsWidenToHoldAnySpan() {
        TimeHistogram histogram = new TimeHistogram();
        Instant start = Instant.parse("2026-11-23T18:00:00Z");
        for (int i = 0; i < 100_000; i++) {
            histogram.add(start.plusSeconds(i * 37L % 90_000));
        }
        histogram.add(Instant.EPOCH);
        assertThat(histogram.buckets()).isLessThanOrEqualTo(TimeHistogram.BUCKETS);
        long sum = 0;
        for (long n : histogram.counts(histogram.start(), histogram.seconds(), histogram.buckets())) {
            sum += n;
        }
        assertThat(sum).isEqualTo(100_001);
    }

    @Test
    void histogramsOfDifferentWidthsAddUp() {
        Instant start = Instant.parse("2026-11-23T18:00:00Z");
        TimeHistogram narrow = new TimeHistogram();
        TimeHistogram wide = new TimeHistogram();
        narrow.add(start);
        narrow.add(start.plusSeconds(3));
        wide.add(start);
        wide.add(start.plusSeconds(5000));
        TimeHistogram sum = TimeHistogram.sum(List.of(narrow, wide));
        assertThat(sum.seconds()).isEqualTo(wide.seconds());
        long[] counts = sum.counts(sum.start(), sum.seconds(), sum.buckets());
        assertThat(counts[0]).isEqualTo(3);
        assertThat(counts[counts.length - 1]).isEqualTo(1);
    }
}
