package io.tracestitch.core.input;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/** A prefix that a transport puts before every line: known ones by their form, others by what repeats. */
sealed interface LinePrefix {

    /** Length of the prefix at the beginning of the text, or 0; the writer that it names is kept for {@link #writer}. */
    int match(byte[] b, int start, int end);

    /** The writer named by the prefix matched last; empty if it names none. */
    String writer();

    /** For people. */
    String name();

    /** Prefixes of well-known transports. */
    final class Known implements LinePrefix {

        private static final String ISO = "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?";
        private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.@/:-]*";

        private final String name;
        private final Pattern pattern;
        private final boolean sure;
        private String writer = "";

        private Known(String name, boolean sure, Pattern pattern) {
            this.name = name;
            this.sure = sure;
            this.pattern = pattern;
        }

        private record Form(String name, boolean sure, Pattern pattern) {
            Form(String name, boolean sure, String regex) {
                this(name, sure, Pattern.compile(regex));
            }
        }

        /** The writer is the first group. */
        private static final List<Form> FORMS = List.of(
                new Form("syslog (RFC 5424)", true,
                        "^<\\d{1,3}>1 \\S+ (\\S+ \\S+ \\S+) \\S+ (?:-|(?:\\[[^\\]]*\\])+) ?(?:\\x{FEFF})?"),
                new Form("syslog", true, "^(?:<\\d{1,3}>)?[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d "
                        + "([A-Za-z0-9_.:-]+ [^\\s:\\[]+(?:\\[\\d+\\])?): ?"),
                new Form("syslog", true, "^(?:<\\d{1,3}>)?" + ISO + " ([A-Za-z0-9_.:-]+ [A-Za-z0-9_./@-]+\\[[A-Za-z0-9_.-]+\\]): ?"),
                new Form("heroku", true, "^" + ISO + " ([a-z]+\\[[a-z0-9_.-]+\\]): ?"),
                new Form("kubectl", true, "^\\[(pod/[^\\]]+)\\] ?"),
                new Form("ray", true, "^(\\((?:[A-Za-z_][\\w.:]* )?pid=\\d+(?:, ip=[\\d.]+)?\\)) ?"),
                new Form("procfile", true, "^\\d\\d:\\d\\d:\\d\\d ([A-Za-z0-9_.-]+) *\\| ?"),
                new Form("compose", false, "^(" + NAME + ") *\\| ?"),
                new Form("container", false, "^\\[(" + NAME + ")\\] *\\| ?"));

        /** All known prefixes, for one source. */
        static List<Known> all() {
            return FORMS.stream().map(f -> new Known(f.name(), f.sure(), f.pattern())).toList();
        }

        /** Whether the form alone is proof enough. */
        boolean isSure() {
            return sure;
        }

        @Override
        public int match(byte[] b, int start, int end) {
            int length = Math.min(end - start, 400);
            Matcher m = pattern.matcher(new String(b, start, length, StandardCharsets.ISO_8859_1));
            if (!m.lookingAt()) {
                return 0;
            }
            String found = m.group(1);
            writer = found == null ? "" : found;
            return m.end();
        }

        @Override
        public String writer() {
            return writer;
        }

        @Override
        public String name() {
            return name;
        }
    }

    /** A prefix that was seen before a traceback's first lines; its digits may change from line to line. */
    final class Learnt implements LinePrefix {

        private final byte[] sample;

        Learnt(byte[] sample) {
            this.sample = sample;
        }

        @Override
        public int match(byte[] b, int start, int end) {
            int i = start;
            int k = 0;
            while (k < sample.length) {
                if (digit(sample[k])) {
                    if (i >= end || !digit(b[i])) {
                        return 0;
                    }
                    while (k < sample.length && digit(sample[k])) {
                        k++;
                    }
                    while (i < end && digit(b[i])) {
                        i++;
                    }
                } else if (i < end && b[i] == sample[k]) {
                    i++;
                    k++;
                } else if (i == end && k == sample.length - 1 && sample[k] == ' ') {
                    k++; // a blank line lost the prefix's last blank
                } else {
                    return 0;
                }
            }
            return i - start;
        }

        private static boolean digit(byte c) {
            return c >= '0' && c <= '9';
        }

        @Override
        public String writer() {
            return "";
        }

        @Override
        public String name() {
            return "prefix \"" + new String(sample, StandardCharsets.UTF_8).strip() + "\"";
        }
    }

    /** The prefix of two lines of a traceback, if it is the same but for digits. */
    static @Nullable Learnt learn(byte[] first, int firstLength, byte[] second, int start, int end) {
        Learnt learnt = new Learnt(Arrays.copyOf(first, firstLength));
        return learnt.match(second, start, end) == end - start && end > start ? learnt : null;
    }
}
