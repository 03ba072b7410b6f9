package io.tracestitch.cli.page;

import java.util.List;

/** One piece of a traceback, in the order in which the page shows them; {@code depth} counts the groups around it. */
public sealed interface TraceItem {

    /** How many groups it is in. */
    int depth();

    /** A frame of the application: function, path with line, its source. */
    record AppFrame(int depth, String function, String path, PythonCode code, String repeated) implements TraceItem {
    }

    /** Frames of libraries, folded under a label. */
    record Folded(int depth, String label, List<LibraryFrame> frames) implements TraceItem {
    }

    /** An exception: its type, its message and its notes. */
    record Raised(int depth, String type, String message, List<String> notes) implements TraceItem {
    }

    /** How the exception below led to the one above, or which child of a group follows, or what is not shown. */
    record Link(int depth, String text) implements TraceItem {
    }

    /** A frame inside a fold. */
    record LibraryFrame(String function, String path, String code) {
    }
}
