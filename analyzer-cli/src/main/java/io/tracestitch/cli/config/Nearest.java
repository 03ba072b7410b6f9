package io.tracestitch.cli.config;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

/** Finds what somebody meant who mistyped a name. */
public final class Nearest {

    /** Names longer than this are not compared. */
    private static final int LONGEST = 100;

    private Nearest() {
    }

    /** The candidate that differs least from a name, or null if all differ in more than a third of the letters. */
    public static @Nullable String of(String name, Collection<String> candidates) {
        String best = null;
        int least = Math.min(name.length() / 3, LONGEST) + 1;
        for (String candidate : candidates) {
            int distance = distance(name, candidate);
            if (distance < least || distance == least && best != null && candidate.compareTo(best) < 0) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** A part of a sentence that names the nearest candidate, or nothing. */
    public static String hint(String name, Collection<String> candidates) {
        String nearest = of(name, candidates);
        return nearest == null ? "" : "; did you mean '" + nearest + "'?";
    }

    /** How many letters must be inserted, deleted, replaced or swapped with their neighbour (optimal string alignment). */
    static int distance(String a, String b) {
        if (a.length() > LONGEST || b.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        int[][] rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int cost = Math.min(Math.min(rows[i - 1][j], rows[i][j - 1]) + 1, rows[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost = Math.min(cost, rows[i - 2][j - 2] + 1);
                }
                rows[i][j] = cost;
            }
        }
        return rows[a.length()][b.length()];
    }
}
