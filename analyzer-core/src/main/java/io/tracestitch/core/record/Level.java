package io.tracestitch.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Log levels as numbers in the order of Python's {@code logging} (10 DEBUG to 50 CRITICAL), whatever name a framework gives them.
 */
public final class Level {

    /** No level is known. */
    public static final int UNKNOWN = 0;
    /** Python's {@code INFO}. */
    public static final int INFO = 20;
    /** Python's {@code WARNING}. */
    public static final int WARNING = 30;
    /** Python's {@code ERROR}. */
    public static final int ERROR = 40;
    /** Python's {@code CRITICAL}. */
    public static final int CRITICAL = 50;

    private static final String[] NAMES = {"NOTSET", "TRACE", "DEBUG", "INFO", "SUCCESS", "NOTICE", "WARNING", "WARN", "ERROR", "ERR",
        "EXCEPTION", "CRITICAL", "FATAL", "SEVERE", "ALERT", "EMERGENCY", "EMERG", "CRIT", "PANIC", "VERBOSE",
        // cut to a column of three, four or five letters, or without vowels
        "DEBU", "WARNI", "ERRO", "CRITI", "DBG", "INF", "WRN", "CRT", "FTL"};
    private static final int[] NUMBERS = {1, 5, 10, 20, 25, 25, 30, 30, 40, 40, 40, 50, 50, 40, 50, 50, 50, 50, 50, 15,
        10, 30, 40, 50, 10, 20, 30, 50, 50};
    /** What {@code logging} prints for a level without a name: {@code Level 35}. */
    private static final byte[] NAMELESS = "Level ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[][] WORDS = new byte[NAMES.length][];
    /** Indexes of the words that begin with a letter, by that letter. */
    private static final byte[][] BY_LETTER = new byte[26][];
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    /** The first four letters of the names that most lines have. */
    private static final int INFO_WORD = 'I' | 'N' << 8 | 'F' << 16 | 'O' << 24;
    private static final int DEBUG_WORD = 'D' | 'E' << 8 | 'B' << 16 | 'U' << 24;
    private static final String LETTERS = "DIWECF";
    private static final int[] LETTER_NUMBERS = {10, 20, 30, 40, 50, 50};

    static {
        for (int i = 0; i < NAMES.length; i++) {
            WORDS[i] = NAMES[i].getBytes(StandardCharsets.US_ASCII);
        }
        for (int letter = 0; letter < 26; letter++) {
            byte[] found = new byte[NAMES.length];
            int n = 0;
            for (int i = 0; i < NAMES.length; i++) {
                if (NAMES[i].charAt(0) == 'A' + letter) {
                    found[n++] = (byte) i;
                }
            }
            BY_LETTER[letter] = Arrays.copyOf(found, n);
        }
    }

    private Level() {
    }

    /**
     * Number and length of the level word at offset {@code i}: {@code number << 8 | length}, or 0 if none stands there as a whole
     * word. Words of mixed case ("Error") count only with {@code anyCase}.
     */
    static int at(byte[] b, int i, int end, boolean anyCase) {
        if (i >= end) {
            return 0;
        }
        if (i + 4 < end) {
            int four = (int) INT.get(b, i);
            if (four == INFO_WORD && !isLetter(b, i + 4, end)) {
                return 20 << 8 | 4;
            }
            if (four == DEBUG_WORD && b[i + 4] == 'G' && !isLetter(b, i + 5, end)) {
                return 10 << 8 | 5;
            }
        }
        int letter = (b[i] & ~0x20) - 'A';
        if (letter < 0 || letter >= 26 || (b[i] & 0x20) != 0 && !anyCase) {
            return 0;
        }
        for (byte k : BY_LETTER[letter]) {
            byte[] word = WORDS[k];
            if (i + word.length <= end && same(b, i, word, anyCase) && !isLetter(b, i + word.length, end)) {
                return NUMBERS[k] << 8 | word.length;
            }
        }
        return b[i] == 'L' ? nameless(b, i, end) : 0;
    }

    private static int nameless(byte[] b, int i, int end) {
        int digits = i + NAMELESS.length;
        if (digits >= end || !Arrays.equals(b, i, digits, NAMELESS, 0, NAMELESS.length)) {
            return 0;
        }
        int number = 0;
        int k = digits;
        while (k < end && k < digits + 2 && b[k] >= '0' && b[k] <= '9') {
            number = number * 10 + b[k++] - '0';
        }
        return number == 0 || isLetter(b, k, end) ? 0 : number << 8 | k - i;
    }

    private static boolean same(byte[] b, int i, byte[] word, boolean anyCase) {
        for (int k = 1; k < word.length; k++) {
            int c = anyCase ? b[i + k] & ~0x20 : b[i + k];
            if (c != word[k]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(byte[] b, int i, int end) {
        if (i >= end) {
            return false;
        }
        byte c = b[i];
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    /** The number of a one-letter level as glog and tornado print them, or 0. */
    static int ofLetter(byte c) {
        int k = LETTERS.indexOf(c);
        return k < 0 ? 0 : LETTER_NUMBERS[k];
    }

    /** The number of a level by its name or, in JSON, its number as text; {@link #UNKNOWN} if it is none. */
    public static int of(String name) {
        String text = name.strip();
        String upper = text.toUpperCase(Locale.ROOT);
        for (int i = 0; i < NAMES.length; i++) {
            if (NAMES[i].equals(upper)) {
                return NUMBERS[i];
            }
        }
        if (text.length() == 2 && text.charAt(1) == '0' && Character.isDigit(text.charAt(0))) {
            return (text.charAt(0) - '0') * 10;
        }
        if (text.length() == 1) {
            return ofLetter((byte) text.charAt(0));
        }
        return UNKNOWN;
    }

    /** Python's name of a level's number, for records that print a letter or a number only. */
    public static String name(int number) {
        return switch (number) {
            case 10 -> "DEBUG";
            case 20 -> "INFO";
            case 30 -> "WARNING";
            case 40 -> "ERROR";
            case 50 -> "CRITICAL";
            default -> Integer.toString(number);
        };
    }
}
