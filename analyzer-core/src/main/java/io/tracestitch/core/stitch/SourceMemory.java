package io.tracestitch.core.stitch;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/** Source lines of the application that tracebacks have shown: dumps often print places alone. Bounded. */
final class SourceMemory {

    /** Lines that are remembered. */
    static final int MAX_LINES = 1_024;
    /** A longer text is no line that somebody waits at. */
    private static final int MAX_LENGTH = 200;

    private final Map<String, String> lines = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAX_LINES;
        }
    };

    /** The parser hands out the same frames again and again. */
    private final @Nullable Frame[] newest = new Frame[16];

    void learn(List<Frame> frames) {
        for (Frame f : frames) {
            int slot = (f.file().hashCode() * 31 + f.line()) & newest.length - 1;
            if (newest[slot] == f) {
                continue;
            }
            newest[slot] = f;
            if (f.inApp() && f.code() != null && f.code().length() <= MAX_LENGTH) {
                lines.put(f.file() + ':' + f.line(), f.code());
            }
        }
    }

    @Nullable String code(String file, int line) {
        return lines.isEmpty() ? null : lines.get(file + ':' + line);
    }

    void save(StateOutput out) throws IOException {
        out.number(lines.size());
        for (Map.Entry<String, String> e : lines.entrySet()) {
            out.text(e.getKey());
            out.text(e.getValue());
        }
    }

    void restore(StateInput in) throws IOException {
        int count = in.count(MAX_LINES);
        for (int i = 0; i < count; i++) {
            lines.put(in.text(), in.text());
        }
    }
}
