package io.tracestitch.core.record;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;

/** What a {@link RecordReader} knows of its source, in the saved state. */
final class ReaderState {

    private ReaderState() {
    }

    static void write(RecordReader from, StateOutput out) throws IOException {
        out.number(from.lines);
        out.number(from.bytes);
        out.number(from.plain);
        out.number(from.shift);
        out.number(from.position);
        out.number(from.number);
        out.bytes(from.carry, 0, from.carried);
        out.writeBoolean(from.longLine);
        out.bytes(from.opening);
        out.number(from.cutLines.size());
        for (long line : from.cutLines) {
            out.number(line);
        }
        byte[] pending = from.pending;
        out.bytes(pending == null ? null : Arrays.copyOfRange(pending, from.pendingStart, from.pendingEnd));
        if (pending != null) {
            out.number(from.pendingPosition);
            out.number(from.pendingNumber);
        }
        from.jsonLevel.save(out);
        from.jsonKeys.save(out);
        from.decoder.save(out);
        FormatTable formats = new FormatTable(from.declared);
        AssemblerState.write(from.single, formats, out);
        out.number(from.writers.size());
        for (Map.Entry<String, RecordAssembler> e : from.writers.entrySet()) {
            out.text(e.getKey());
            AssemblerState.write(e.getValue(), formats, out);
        }
    }

    static void read(RecordReader to, int maxBytes, StateInput in) throws IOException {
        to.lines = in.number();
        to.bytes = in.number();
        to.plain = in.number();
        to.shift = in.number();
        to.position = in.number();
        to.number = in.number();
        byte[] carried = in.bytes();
        to.carried = carried.length;
        to.carry = Arrays.copyOf(carried, carried.length + 1); // with room for the line's end
        to.longLine = in.readBoolean();
        to.opening = in.bytesOrNull();
        int cut = in.count(RecordReader.MAX_CUT_LINES);
        for (int i = 0; i < cut; i++) {
            to.cutLines.add(in.number());
        }
        byte[] pending = in.bytesOrNull();
        if (pending != null) {
            to.kept = pending;
            to.pending = pending;
            to.pendingStart = 0;
            to.pendingEnd = pending.length;
            to.pendingPosition = in.number();
            to.pendingNumber = in.number();
        }
        to.jsonLevel.restore(in);
        to.jsonKeys.restore(in);
        to.decoder.restore(in);
        FormatTable formats = new FormatTable(to.declared);
        AssemblerState.read(to.single, maxBytes, formats, in);
        int writers = in.count(RecordReader.MAX_WRITERS);
        for (int i = 0; i < writers; i++) {
            RecordAssembler writer = to.assembler();
            to.writers.put(in.text(), writer);
            AssemblerState.read(writer, maxBytes, formats, in);
        }
    }
}
