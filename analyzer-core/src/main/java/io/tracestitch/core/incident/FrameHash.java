package io.tracestitch.core.incident;

import io.tracestitch.core.traceback.Frame;

/** A hash of where a frame stands: cheap, since strings remember their own. */
final class FrameHash {
    private FrameHash() {
    }

    static int of(Frame f) {
        int h = (f.file().hashCode() * 31 + f.function().hashCode()) * 31 + f.line() * 0x9E3779B1;
        return h ^ h >>> 15;
    }
}
