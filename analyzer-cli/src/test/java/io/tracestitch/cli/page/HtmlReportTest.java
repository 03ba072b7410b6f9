package io.tracestitch.cli.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.tracestitch.cli.report.Report;
import io.tracestitch.cli.report.SampleReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The page: what it shows, and that nothing in a log can make it do anything. */
class HtmlReportTest {

    @Test
    void showsIncidentsTracebacksRemediationsOccurrencesAndRawLines() throws IOException {
        String page = page(SampleReport.some());
        assertThat(page).contains("4 incidents in 231 events", "PaymentDeclined in charge(): 212 tasks failed and nobody looked",
                "What to change", "creates the task and keeps no reference", "<del>", "<ins>", "1 frame in aiohttp",
                        "while handling",
                "1 of 2", "2 of 2", "seen at the till", "first: 3\nsecond: 4", "Occurrences",
                        "first raw line\n  second raw line", "Why one incident");
    }

    @Test
    void tellsTheStoryOfATask() throws IOException {
        String page = page(SampleReport.stories());
        assertThat(page).contains("The task's story", "<span class=\"chip\">request_id=req-20</span>",
                "created by <code>checkout()</code> at <code class=\"place\">orders.py:88</code>"
                        + " <span class=\"note\">(probably: a source line in another traceback starts it)</span>",
                "<li class=\"wrote warning\"><time>18:31:40<span>.312</span></time><div><span class=\"level\">WARNING</span>"
                        + " <code>charging n=00020 failed once, retrying</code> <span class=\"number\">line 118</span>",
                "<b>failed</b> in <code>charge()</code>", "0.93 s after the task's last line", "earlier lines: 1,200",
                "task name in the record header; the same exception was reported before (confidence 0.98)",
                "destroyed while still pending", "No line of the log could be told to be this task's.");
    }

    @Test
    void leadsToOtherIncidentsOfTheStory() throws IOException {
        assertThat(page(SampleReport.stories())).contains("<dd><a href=\"#i2\">line 56</a>, line 97</dd>",
                "<dd>fulfil-40, <a href=\"#i3\">fulfil-60</a>, fulfil-80, fulfil-100</dd>", "<dd>group-20</dd>");
    }

    @Test
    void drawsWhoWaitsForWhom() throws IOException {
        String page = page(SampleReport.stalls(5));
        assertThat(page).contains("<desc id=\"i1wd\">load waits for move (bay-lock (move at depot.py:40)), move waits for load"
                + " (stock-lock (load at depot.py:31)).</desc>", "<desc id=\"i2wd\">poll awaits itself.</desc>",
                "worker-0 waits for worker-1 (lock 1), worker-1 awaits worker-2,", "both stood there in three dumps");
        assertThat(page.split("class=\"tip\"", -1)).as("an arrow for each who waits for another: 2, 1, 5 and none").hasSize(9);
    }

    @Test
    void manyWhoWaitAreListedNotDrawn() throws IOException {
        assertThat(page(SampleReport.stalls(12))).doesNotContain("too many for a picture").contains("id=\"i3wt\"");
        assertThat(page(SampleReport.stalls(13))).contains("too many for a picture", "worker-12").doesNotContain("id=\"i3wt\"");
        assertThat(page(SampleReport.stalls(60))).contains("And 10 more.", "worker-49").doesNotContain("worker-50");
    }

    @Test
    void tellsThatNothingBroke() throws IOException {
        assertThat(page(SampleReport.nothing())).contains("Nothing broke in 40,018 lines", "worker/app.log");
    }

    @Test
    void tooManyIncidentsAreSummedUp() throws IOException {
        assertThat(page(SampleReport.many(502))).contains("2 more incidents are not on this page");
    }

    @Test
    void standsAlone() throws IOException {
        String page = page(SampleReport.some()) + page(SampleReport.stories()) + page(SampleReport.stalls(12));
        assertThat(page).doesNotContain("src=").doesNotContain("<link").doesNotContain("url(").doesNotContain("@import")
                .doesNotContain("<base");
    }

    @Test
    void thePolicyAllowsItsOwnScriptAndStyleAndNothingElse() throws IOException {
        String page = page(SampleReport.some());
        assertThat(between(page, "Content-Security-Policy\" content=\"", "\"")).isEqualTo("default-src 'none'; style-src 'sha256-"
                + hash(between(page, "<style>", "</style>")) + "'; script-src 'sha256-"
                        + hash(between(page, "<script>", "</script>"))
                + "'; base-uri 'none'; form-action 'none'");
        assertThat(page + page(SampleReport.stories()) + page(SampleReport.stalls(12))).doesNotContain(" style=")
                .doesNotContainPattern("\\son[a-z]+=");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<script>alert(1)</script>",
        "</style><script>alert(1)</script>",
        "</script><img src=x onerror=alert(1)>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "\" onmouseover=\"alert(1)",
        "javascript:alert(1)",
        "<!--<script>",
        "]]><svg onload=alert(1)>",
        "&lt;script&gt;&#60;img&#62;",
        "{{7*7}} ${7*7} #{7*7} @if",
        "https://evil.example/\" onclick=\"alert(1)",
        "\u0000<scr\u0000ipt>\u202e"})
    void hostileTextIsOnlyText(String text) throws IOException {
        String page = page(SampleReport.hostile(text));
        String plain = page(SampleReport.hostile("harmless"));
        assertThat(tags(page)).as("the same tags, whatever the log says").isEqualTo(tags(plain));
        assertThat(page).doesNotContain("\u0000").doesNotContain("\u202e").doesNotContain("href=");
    }

    /** The page's tags with the names of their attributes, read as a browser would. */
    private static String tags(String page) {
        StringBuilder out = new StringBuilder();
        Matcher tag = Pattern.compile("<(/?[a-zA-Z!][a-zA-Z0-9]*)((?:\\s+[a-zA-Z-]+(?:=\"[^\"]*\")?)*)\\s*/?>").matcher(page);
        Matcher attribute = Pattern.compile("\\s([a-zA-Z-]+)(?:=\"[^\"]*\")?").matcher("");
        while (tag.find()) {
            String name = tag.group(1);
            if (name.equals("span") || name.equals("/span") || name.equals("del") || name.equals("/del") || name.equals("ins")
                    || name.equals("/ins")) {
                continue;
            }
            out.append(name);
            attribute.reset(tag.group(2));
            while (attribute.find()) {
                out.append(' ').append(attribute.group(1));
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static String page(Report report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HtmlReport.write(report, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from)).replace("&#39;", "'");
    }

    private static String hash(String text) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
