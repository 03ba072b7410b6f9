package io.tracestitch.core.stitch;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** What the words of a message say about the work that it tells of. */
final class Tone {

    private static final Set<String> TRYING = Set.of("retry", "retrying", "retries", "retried", "again", "attempt", "attempts", "failed",
            "fails", "failing", "failure", "conflict", "conflicts", "conflicting", "refused", "reconnecting", "reconnect", "aside", "busy",
            "backing", "backoff", "lost", "rejected", "denied", "unavailable", "timeout", "timed", "locked", "collision", "aborted",
            "rollback", "unable", "cannot", "yielding", "yields", "error", "waiting");
    private static final Set<String> PROGRESS = Set.of("handled", "processed", "stored", "written", "indexed", "received", "sent", "done",
            "finished", "completed", "complete", "saved", "imported", "exported", "served", "succeeded", "success", "ok", "acknowledged",
            "acked", "delivered", "published", "committed", "accepted", "updated", "created", "loaded", "fetched", "hit", "registered",
            "counted", "moved", "uploaded", "downloaded", "parsed", "inserted", "deleted", "get", "post", "put", "patch", "select");
    private static final Set<String> ENDS = Set.of("finished", "finishing", "finishes", "stopped", "stopping", "stops", "stop", "exiting",
            "exited", "exit", "exits", "closing", "closed", "closes", "shutdown", "shutting", "bye", "goodbye", "done", "drained",
            "cancelled", "canceled", "cancelling", "completed", "complete", "terminated", "terminating", "ended", "ends", "end", "leaving",
            "left", "quit", "quitting", "died", "crashed", "killed", "aborted", "failed", "revoked", "disconnected", "disabled",
            "unsubscribed", "paused", "idle", "sleeping", "dead", "fatal", "over", "last", "sigterm", "sigint", "sigkill");
    private static final Set<String> BEGINS = Set.of("started", "starting", "starts", "start", "taken", "took", "takes", "taking", "begin",
            "begins", "began", "beginning", "processing", "handling", "fetching", "waiting", "acquiring", "connecting", "opening",
            "entering", "loading", "sending", "calling", "reading", "writing");
    private static final int MAX_TEXT = 400;

    private Tone() {
    }

    /** Whether it tells of failing, of giving way, or of trying again. */
    static boolean tries(String message) {
        String lower = lower(message);
        return any(lower, TRYING) || lower.contains("gave way") || lower.contains("giving way") || lower.contains("gives way");
    }

    /** Whether it tells of work that was done. */
    static boolean progresses(String message) {
        return any(lower(message), PROGRESS);
    }

    /** Whether it says that whoever writes it will write no more. A part that is done is not the end, the last of all parts is. */
    static boolean ends(String message) {
        String lower = lower(message);
        int[] part = part(lower);
        if (part != null) {
            return part[0] >= part[1];
        }
        return lower.contains("100%") || any(lower, ENDS);
    }

    /** Whether it begins something that does not end with it. */
    static boolean begins(String message) {
        String lower = lower(message);
        int[] part = part(lower);
        return part != null ? part[0] < part[1] : any(lower, BEGINS);
    }

    private static String lower(String message) {
        return (message.length() > MAX_TEXT ? message.substring(0, MAX_TEXT) : message).toLowerCase(Locale.ROOT);
    }

    private static boolean any(String lower, Set<String> words) {
        return words(lower).stream().anyMatch(words::contains);
    }

    private static Set<String> words(String lower) {
        Set<String> out = new HashSet<>();
        int from = -1;
        for (int i = 0; i <= lower.length(); i++) {
            boolean letter = i < lower.length() && Character.isLetter(lower.charAt(i));
            if (letter && from < 0) {
                from = i;
            } else if (!letter && from >= 0) {
                out.add(lower.substring(from, i));
                from = -1;
            }
        }
        return out;
    }

    /** The numbers of {@code part 1 of 3} or {@code 1/3}; null if there are none. */
    private static int @Nullable [] part(String lower) {
        for (String joint : List.of(" of ", "/")) {
            for (int at = lower.indexOf(joint); at >= 0; at = lower.indexOf(joint, at + 1)) {
                int from = at;
                while (from > 0 && isDigit(lower.charAt(from - 1))) {
                    from--;
                }
                int next = at + joint.length();
                int to = next;
                while (to < lower.length() && isDigit(lower.charAt(to))) {
                    to++;
                }
                boolean both = from < at && to > next && at - from < 10 && to - next < 10;
                if (both) {
                    return new int[] {Integer.parseInt(lower.substring(from, at)), Integer.parseInt(lower.substring(next, to))};
                }
            }
        }
        return null;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
