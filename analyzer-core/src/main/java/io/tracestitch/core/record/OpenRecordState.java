package io.tracestitch.core.record;

import java.io.IOException;

import io.tracestitch.core.input.EnvelopeState;
import io.tracestitch.core.record.OpenRecord.State;
import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import io.tracestitch.core.traceback.LineKind;
import io.tracestitch.core.traceback.TextLines;
import io.tracestitch.core.traceback.TracebackLine;

/** Records that are not complete, in the saved state. */
final class OpenRecordState {

    private static final State[] STATES = State.values();
    private static final LineKind[] KINDS = LineKind.values();
    private static final LogRecord.End[] ENDS = LogRecord.End.values();

    private OpenRecordState() {
    }

    static void write(OpenRecord from, FormatTable formats, StateOutput out) throws IOException {
        lines(from.lines, out);
        formats.write(from.format, out);
        formats.write(from.repeated, out);
        out.constant(from.state);
        out.number(from.named + 1);
        out.number(from.traceback + 1);
        out.number(from.exception);
        out.number(from.level);
        out.number(from.frameIndent);
        out.number(from.boxIndent);
        out.number(from.shift);
        out.number(from.margin);
        out.number(from.gap);
        out.writeBoolean(from.quoted);
        out.writeBoolean(from.viaHeader);
        out.writeBoolean(from.ruled);
        out.writeBoolean(from.afterRuler);
        out.writeBoolean(from.cut);
        out.writeBoolean(from.lineCut);
        out.writeBoolean(from.block);
        out.writeBoolean(from.dump);
        out.writeDouble(from.confidence);
        EnvelopeState.write(from.envelope, out);
        out.number(from.touched);
        out.constant(from.end);
        out.number(from.closed);
    }

    static OpenRecord read(int maxBytes, FormatTable formats, StateInput in) throws IOException {
        OpenRecord to = new OpenRecord(maxBytes);
        lines(to.lines, in);
        int count = to.lines.count();
        to.format = formats.read(in);
        to.repeated = formats.read(in);
        to.state = in.constant(STATES);
        to.named = in.number(Integer.MAX_VALUE) - 1; // may be behind lines that were taken away
        to.traceback = in.number(count) - 1;
        to.exception = in.number(Integer.MAX_VALUE);
        to.level = in.number(Integer.MAX_VALUE);
        to.frameIndent = (int) in.number();
        to.boxIndent = (int) in.number();
        to.shift = in.number(Integer.MAX_VALUE);
        to.margin = (int) in.number();
        to.gap = (int) in.number();
        to.quoted = in.readBoolean();
        to.viaHeader = in.readBoolean();
        to.ruled = in.readBoolean();
        to.afterRuler = in.readBoolean();
        to.cut = in.readBoolean();
        to.lineCut = in.readBoolean();
        to.block = in.readBoolean();
        to.dump = in.readBoolean();
        to.confidence = in.readDouble();
        to.envelope = EnvelopeState.read(in);
        to.touched = in.number();
        to.end = in.constant(ENDS);
        to.closed = in.number();
        return to;
    }

    private static void lines(TextLines from, StateOutput out) throws IOException {
        out.number(from.count());
        out.number(from.dropped());
        for (int i = 0; i < from.count(); i++) {
            out.bytes(from.data(), from.start(i), from.end(i));
            out.number(from.number(i));
            out.number(from.position(i));
            out.constant(from.kind(i));
        }
    }

    private static void lines(TextLines to, StateInput in) throws IOException {
        int count = in.count(Integer.MAX_VALUE);
        if (count == 0) {
            throw new IOException("a record without lines");
        }
        int dropped = in.number(Integer.MAX_VALUE);
        TracebackLine line = new TracebackLine();
        for (int i = 0; i < count; i++) {
            byte[] text = in.bytes();
            to.add(text, 0, text.length, in.number(), in.number(), line.classify(text, 0, text.length));
            to.setKind(i, in.constant(KINDS));
        }
        to.drop(dropped);
    }
}
