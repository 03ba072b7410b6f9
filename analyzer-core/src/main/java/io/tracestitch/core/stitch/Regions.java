package io.tracestitch.core.stitch;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import io.tracestitch.core.traceback.Frame;

/**
 * Where functions take locks, as far as the log has shown somebody waiting there. Who stands further down in such a function is
 * likely to hold what was taken above. A guess: the log does not tell where the block ends. Bounded.
 */
final class Regions {

    /** Functions that are remembered. */
    static final int MAX_FUNCTIONS = 512;
    /** Places that are remembered of one function. */
    static final int MAX_PLACES = 16;
    /** A block that is longer than this is rare. */
    private static final int MAX_BLOCK = 40;

    private final Map<String, TreeMap<Integer, String>> functions = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TreeMap<Integer, String>> eldest) {
            return size() > MAX_FUNCTIONS;
        }
    };

    void learn(Wait wait) {
        Frame at = wait.at();
        if (wait.kind().isAcquire() && at != null && wait.subject() != null) {
            TreeMap<Integer, String> places = functions.computeIfAbsent(function(at), f -> new TreeMap<>());
            if (places.size() < MAX_PLACES) {
                places.put(at.line(), resource(wait));
            }
        }
    }

    /** What the one with this stack is likely to hold, by {@link #resource}. */
    Set<String> held(List<Frame> frames) {
        Set<String> held = new LinkedHashSet<>();
        if (!functions.isEmpty()) {
            for (Frame f : frames) {
                TreeMap<Integer, String> places = functions.get(function(f));
                if (places != null) {
                    held.addAll(places.subMap(f.line() - MAX_BLOCK, true, f.line(), false).values());
                }
            }
        }
        return held;
    }

    /** Whether somebody was seen waiting for a lock in one of the functions of this stack. */
    boolean knows(List<Frame> frames) {
        return frames.stream().anyMatch(f -> functions.containsKey(function(f)));
    }

    /** Names what is waited for so that two waits for the same thing have the same name; local names count in their function only. */
    static String resource(Wait wait) {
        Frame at = wait.at();
        String subject = wait.subject();
        if (at == null || subject == null) {
            return "";
        }
        String plain = subject.replace("await ", "");
        boolean local = plain.indexOf('.') < 0 && plain.equals(plain.toLowerCase(Locale.ROOT));
        return plain + '\u0001' + at.file() + (local ? '\u0001' + at.function() : "");
    }

    /** The expression in {@link #resource}. */
    static String subject(String resource) {
        int end = resource.indexOf('\u0001');
        return end < 0 ? resource : resource.substring(0, end);
    }

    private static String function(Frame f) {
        return f.file() + '\u0001' + Wait.simple(f.function());
    }

    void save(StateOutput out) throws IOException {
        out.number(functions.size());
        for (Map.Entry<String, TreeMap<Integer, String>> e : functions.entrySet()) {
            out.text(e.getKey());
            out.number(e.getValue().size());
            for (Map.Entry<Integer, String> place : e.getValue().entrySet()) {
                out.writeInt(place.getKey());
                out.text(place.getValue());
            }
        }
    }

    void restore(StateInput in) throws IOException {
        int count = in.count(MAX_FUNCTIONS);
        for (int i = 0; i < count; i++) {
            TreeMap<Integer, String> places = new TreeMap<>();
            String function = in.text();
            int size = in.count(MAX_PLACES);
            for (int k = 0; k < size; k++) {
                places.put(in.readInt(), in.text());
            }
            functions.put(function, places);
        }
    }
}
