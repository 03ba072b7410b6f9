package io.tracestitch.core.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds which of many texts occur in a message, in one pass and without allocation.
 *
 * <p>Each literal is filed under its first {@value #KEY} characters. The scan keeps the last four characters of the message in an
 * int; a bit set says whether any literal begins with them, and only then is the literal compared. So the cost of a message that
 * holds none is a few instructions a character, however many literals there are.
 */
final class LiteralIndex {
    /** Characters that a literal must have at least. */
    static final int KEY = 4;
    /** A message is searched this far: what identifies a failure stands at its beginning, and messages can have megabytes. */
    private static final int LIMIT = 16_384;
    private static final int BLOOM_BITS = 1 << 14;

    private final long[] bloom = new long[BLOOM_BITS / 64];
    private final Entry[][] slots;

    /** A literal and the rules that ask for it. */
    record Entry(String literal, CompiledRule[] rules) {
    }

    LiteralIndex(Map<String, List<CompiledRule>> rulesByLiteral) {
        int size = Integer.highestOneBit(Math.max(8, rulesByLiteral.size() * 2)) * 2;
        List<List<Entry>> building = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            building.add(new ArrayList<>());
        }
        rulesByLiteral.forEach((literal, rules) -> {
            int key = 0;
            for (int i = 0; i < KEY; i++) {
                key = roll(key, literal.charAt(i));
            }
            int hash = mix(key);
            bloom[bloomWord(hash)] |= 1L << hash;
            building.get(hash & size - 1).add(new Entry(literal, rules.toArray(CompiledRule[]::new)));
        });
        slots = building.stream().map(list -> list.toArray(Entry[]::new)).toArray(Entry[][]::new);
    }

    /** Index at or after {@code from} where a literal may begin; -1 if none does. */
    int next(String text, int from) {
        int end = Math.min(text.length(), LIMIT);
        if (end - from < KEY) {
            return -1;
        }
        int key = 0;
        for (int i = from; i < from + KEY - 1; i++) {
            key = roll(key, text.charAt(i));
        }
        for (int i = from + KEY - 1; i < end; i++) {
            key = roll(key, text.charAt(i));
            int hash = mix(key);
            if ((bloom[bloomWord(hash)] & 1L << hash) != 0) {
                return i - KEY + 1;
            }
        }
        return -1;
    }

    /** The literals that may stand at that index, which {@link #next} gave; the caller compares them. */
    Entry[] candidates(String text, int at) {
        int key = 0;
        for (int i = at; i < at + KEY; i++) {
            key = roll(key, text.charAt(i));
        }
        return slots[mix(key) & slots.length - 1];
    }

    /** Any character leaves the key after four steps, for it is shifted out of the int. */
    private static int roll(int key, char c) {
        return key << 8 ^ c;
    }

    private static int mix(int key) {
        int h = key * 0x9E3779B1;
        return h ^ h >>> 15;
    }

    private static int bloomWord(int hash) {
        return hash >>> 6 & BLOOM_BITS / 64 - 1;
    }
}
