package io.tracestitch.core;

import java.io.IOException;
import java.io.UncheckedIOException;

import io.tracestitch.core.incident.Occurrences;
import io.tracestitch.core.state.StateForm;
import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import io.tracestitch.core.stitch.StallDetector;

/** The parts of what is known of a source, as bytes. */
final class SourceState {

    private static final StateForm READING = new StateForm('R', 1);
    private static final StateForm STALLS = new StateForm('W', 1);
    private static final StateForm STITCHING = new StateForm('S', 1);

    private SourceState() {
    }

    private static StateForm form(StatePart part) {
        return switch (part) {
            case READING -> READING;
            case STALLS -> STALLS;
            case STITCHING -> STITCHING;
        };
    }

    static byte[] save(Analyzer.Source s, StatePart part) {
        StateOutput out = new StateOutput();
        try {
            switch (part) {
                case READING -> saveReading(s, out);
                case STALLS -> saveStalls(s, out);
                case STITCHING -> saveStitching(s, out);
            }
            return form(part).seal(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of an array in memory
        }
    }

    /** Fills a fresh source; if that fails, it is of no use. */
    static void restore(Analyzer.Source s, StatePart part, byte[] state) throws IOException {
        StateInput in = form(part).open(state);
        switch (part) {
            case READING -> readReading(s, in);
            case STALLS -> readStalls(s, in);
            case STITCHING -> readStitching(s, in);
        }
        in.end();
    }

    private static void saveReading(Analyzer.Source s, StateOutput out) throws IOException {
        out.text(s.firstTime);
        out.text(s.lastTime);
        out.number(s.eventLines);
        s.reader.save(out);
        s.occurrences.save(s.reader.lines(), out);
        s.unsaved = false;
        s.savedReading = s.reader.lines();
    }

    private static void readReading(Analyzer.Source s, StateInput in) throws IOException {
        s.firstTime = in.textOrNull();
        s.lastTime = in.textOrNull();
        s.eventLines = in.number();
        s.reader.restore(in);
        s.occurrences = Occurrences.restore(in);
        s.savedReading = s.reader.lines();
    }

    private static void saveStalls(Analyzer.Source s, StateOutput out) throws IOException {
        s.stalls.save(out);
        out.writeBoolean(s.stitcher != null);
        if (s.stitcher != null) {
            s.stitcher.saveTold(out);
        }
    }

    private static void readStalls(Analyzer.Source s, StateInput in) throws IOException {
        s.stalls = StallDetector.restore(in);
        if (isStitched(s, in)) {
            s.stitcher.restoreTold(in);
        }
    }

    private static void saveStitching(Analyzer.Source s, StateOutput out) throws IOException {
        s.reader.saveTexts(out);
        out.writeBoolean(s.stitcher != null);
        if (s.stitcher != null) {
            s.stitcher.save(out);
        }
        s.savedStitching = s.reader.lines();
    }

    private static void readStitching(Analyzer.Source s, StateInput in) throws IOException {
        s.reader.restoreTexts(in);
        if (isStitched(s, in)) {
            s.stitcher.restore(in);
        }
        s.savedStitching = s.reader.lines();
    }

    private static boolean isStitched(Analyzer.Source s, StateInput in) throws IOException {
        boolean stitched = in.readBoolean();
        if (stitched != (s.stitcher != null)) {
            throw new IOException("a state that was saved with stitching " + (stitched ? "on" : "off"));
        }
        return stitched;
    }
}
