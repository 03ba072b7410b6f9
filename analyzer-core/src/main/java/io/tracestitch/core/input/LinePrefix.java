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

    /** The timestamp in the prefix matched last, as written; null if there is none. */
    @Nullable String time();

    /** For people. */
    String name();

    /** Prefixes of well-known transports. */
    final class Known implements LinePrefix {

        private static final String ISO = "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?";
        private static final String NAME = "[A-Za-z_](?:[A-Za-z0-9_.@/:-]*[A-Za-z0-9_])?";

        private static final int MAX_PREFIX = 400;

        private final String name;
        private final Pattern pattern;
        private final Proof proof;
        private String writer = "";
        private @Nullable String time;

        private Known(String name, Proof proof, Pattern pattern) {
            this.name = name;
            this.proof = proof;
            this.pattern = pattern;
        }

        /** What must stand behind a text of the form to make it a prefix. */
        enum Proof {
            /** Anything: the form is proof enough. */
            NONE,
            /** A record's header, JSON, or a line of a traceback. */
            RECORD,
            /** A traceback's frame: the form may as well be the beginning of a header. */
            FRAME
        }

        private record Form(String name, Proof proof, Pattern pattern) {
            Form(String name, Proof proof, String regex) {
                this(name, proof, Pattern.compile(regex));
            }
        }

        /** A timestamp as Docker writes it, with nine digits of a second, which no formatter of Python does. */
        private static final String NANOS = "(?:(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z) )?";
        /** What a record of Python's begins with. */
        private static final Pattern STAMPED = Pattern.compile("^\\[?" + ISO);

        /** The writer is the first group, a timestamp the second one, if there is one. */
        private static final List<Form> FORMS = List.of(
                new Form("syslog (RFC 5424)", Proof.NONE, "^(?:\\d+ )?<\\d{1,3}>1 \\S+ (\\S+ \\S+ \\S+) "
                        + "(?:\\S+ (?:-|(?:\\[[^\\]]*\\])+)(?: |$)|- )(?:\\x{FEFF})?"),
                new Form("syslog", Proof.NONE, "^(?:<\\d{1,3}>)?[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)? "
                        + "([A-Za-z0-9_.:-]+ [^\\s:\\[]+(?:\\[\\d+\\])?): ?"),
                new Form("syslog", Proof.NONE, "^(?:<\\d{1,3}>)?" + ISO + " ([A-Za-z0-9_.:-]+ [A-Za-z0-9_./@-]+\\[[A-Za-z0-9_.-]+\\]): ?"),
                new Form("journalctl", Proof.NONE, "^[A-Z][a-z]{2} " + ISO + "(?: [A-Z]{3,4})? ([A-Za-z0-9_.:-]+ [^\\s:\\[]+(?:\\[\\d+\\])?): ?"),
                new Form("journalctl", Proof.NONE, "^\\d{10}\\.\\d{6} ([A-Za-z0-9_.:-]+ [^\\s:\\[]+(?:\\[\\d+\\])?): ?"),
                new Form("journalctl", Proof.NONE, "^\\[ *\\d+\\.\\d{6}\\] ([A-Za-z0-9_.:-]+ [^\\s:\\[]+(?:\\[\\d+\\])?): ?"),
                new Form("gitlab ci", Proof.NONE, "^()(" + ISO + ") \\d\\d[EO][ +]?"),
                new Form("logcli", Proof.NONE, "^" + ISO + " (\\{[^}]*\\}) "),
                new Form("tai64n", Proof.NONE, "^()@[0-9a-f]{24} "),
                new Form("fly", Proof.NONE, "^" + ISO + " ([a-z]+\\[[0-9a-f]+\\]) [a-z]{3} \\[[a-z]+\\] ?"),
                new Form("aws logs", Proof.NONE, "^" + ISO + " ([A-Za-z0-9._-]+/[^\\s/]+/[0-9a-f]{8,}) "),
                new Form("heroku", Proof.NONE, "^" + ISO + " ([a-z]+\\[[a-z0-9_.-]+\\]): ?"),
                new Form("kubectl", Proof.NONE, "^\\[(pod/[^\\]]+)\\] ?" + NANOS),
                new Form("ray", Proof.NONE, "^(\\((?:[A-Za-z_][\\w.:]* )?pid=\\d+(?:, ip=[\\d.]+)?\\)) ?"),
                new Form("procfile", Proof.NONE, "^\\d\\d:\\d\\d:\\d\\d ([A-Za-z0-9_.-]+) *\\| ?"),
                new Form("timestamps", Proof.RECORD, "^()(" + ISO + ") "),
                new Form("timestamps", Proof.RECORD, "^\\[()(" + ISO + ")\\] "),
                new Form("fluentd", Proof.RECORD, "^" + ISO + "\\t(\\S+)\\t"),
                new Form("pm2", Proof.RECORD, "^(\\d+\\|" + NAME + ") *\\| ?"),
                new Form("compose", Proof.RECORD, "^(" + NAME + ") *\\| ?" + NANOS),
                new Form("container", Proof.RECORD, "^\\[(" + NAME + ")\\] *\\| ?"),
                new Form("process", Proof.FRAME, "^(\\[[^\\]\\s]*\\d[^\\]\\s]*\\]):? "),
                new Form("column", Proof.FRAME, "^(\\d+|" + NAME + ")\\t"),
                new Form("name", Proof.FRAME, "^(\\d+|[A-Za-z_][A-Za-z0-9_.@-]*): "));

        /** All known prefixes, for one source. */
        static List<Known> all() {
            return FORMS.stream().map(f -> new Known(f.name(), f.proof(), f.pattern())).toList();
        }

        /** Tells the form from all others. */
        String form() {
            return pattern.pattern();
        }

        Proof proof() {
            return proof;
        }

        /**
         * Whether the text behind the prefix proves nothing, because the prefix may itself be the beginning of a record: only a second
         * timestamp makes the first one a prefix.
         */
        boolean isDoubtful(byte[] b, int from, int end) {
            return name.equals("timestamps") && !STAMPED.matcher(new String(b, from, Math.min(end - from, 40),
                    StandardCharsets.ISO_8859_1)).lookingAt();
        }

        @Override
        public @Nullable String time() {
            return time;
        }

        @Override
        public int match(byte[] b, int start, int end) {
            return match(beginning(b, start, end));
        }

        /** The part of a line in which a prefix is looked for. */
        static String beginning(byte[] b, int start, int end) {
            return new String(b, start, Math.min(end - start, MAX_PREFIX), StandardCharsets.ISO_8859_1);
        }

        /** The same as {@link #match(byte[], int, int)} for the beginning of a line. */
        int match(String line) {
            Matcher m = pattern.matcher(line);
            if (!m.lookingAt()) {
                return 0;
            }
            String found = m.group(1);
            writer = found == null ? "" : found;
            time = m.groupCount() < 2 ? null : m.group(2);
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

    /** A prefix that was seen before a traceback's first lines; words with digits may change from line to line. */
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
                int word = wordEnd(sample, k, sample.length);
                if (word > k) {
                    int stop = wordEnd(b, i, end);
                    boolean same = stop - i == word - k && Arrays.equals(sample, k, word, b, i, stop);
                    if (!same && !(stop > i && hasDigit(sample, k, word) && hasDigit(b, i, stop))) {
                        return 0;
                    }
                    i = stop;
                    k = word;
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

        byte[] sample() {
            return sample;
        }

        private static int wordEnd(byte[] b, int from, int end) {
            int i = from;
            while (i < end && (digit(b[i]) || b[i] >= 'a' && b[i] <= 'z' || b[i] >= 'A' && b[i] <= 'Z')) {
                i++;
            }
            return i;
        }

        private static boolean hasDigit(byte[] b, int from, int to) {
            for (int i = from; i < to; i++) {
                if (digit(b[i])) {
                    return true;
                }
            }
            return false;
        }

        private static boolean digit(byte c) {
            return c >= '0' && c <= '9';
        }

        @Override
        public @Nullable String time() {
            return null;
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
