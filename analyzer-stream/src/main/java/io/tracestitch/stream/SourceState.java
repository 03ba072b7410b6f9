package io.tracestitch.stream;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

import io.tracestitch.core.Analyzer;

/** The two parts of what the core knows of a source. */
final class SourceState {

    private SourceState() {
    }

    static void saveReading(Analyzer analyzer, String source, DataOutputStream out) throws IOException {
        analyzer.save(source, out);
    }

    static void restoreReading(Analyzer analyzer, String source, DataInputStream in) throws IOException {
        analyzer.restore(source, in);
    }

    static void saveStitching(Analyzer analyzer, String source, DataOutputStream out) throws IOException {
    }

    static void restoreStitching(Analyzer analyzer, String source, DataInputStream in) throws IOException {
    }

    static void release(Analyzer analyzer, String source) {
        analyzer.finish(source);
    }

    static boolean isOpen(Analyzer analyzer, String source) {
        return false;
    }
}
