package io.tracestitch.core.input;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import org.jspecify.annotations.Nullable;

/** What a {@link LineDecoder} knows of its source, in the saved state: the layers, the prefix, and lines that wait. */
final class DecoderState {

    private static final int MAX_LAYERS = 64;
    private static final int NO_PREFIX = 0;
    private static final int KNOWN = 1;
    private static final int LEARNT = 2;

    private DecoderState() {
    }

    static void write(LineDecoder from, StateOutput out) throws IOException {
        out.number(from.lines);
        out.number(from.number);
        out.number(from.layers.size());
        for (String layer : from.layers) {
            out.text(layer);
        }
        out.writeBoolean(from.searching);
        out.writeBoolean(from.unprefixed);
        prefix(from.prefix, out);
        out.number(from.partial.size());
        for (Map.Entry<String, StringBuilder> e : from.partial.entrySet()) {
            out.text(e.getKey());
            out.text(e.getValue().toString());
        }
        out.bytes(from.held);
        if (from.held != null) {
            out.number(from.heldPrefix);
            EnvelopeState.write(from.heldEnvelope, out);
            out.number(from.lines - from.heldLine);
            out.number(from.heldNumber);
        }
        List<LineDecoder.Early> early = from.early;
        out.writeBoolean(early != null);
        if (early != null) {
            out.number(early.size());
            for (LineDecoder.Early line : early) {
                out.bytes(line.bytes());
                EnvelopeState.write(line.envelope(), out);
                out.number(line.depth());
                out.number(from.lines - line.line());
                out.number(line.number());
            }
        }
    }

    static void read(LineDecoder to, StateInput in) throws IOException {
        to.lines = in.number(Integer.MAX_VALUE);
        to.number = in.number();
        int layers = in.count(MAX_LAYERS);
        for (int i = 0; i < layers; i++) {
            to.layers.add(in.text());
        }
        to.searching = in.readBoolean();
        to.unprefixed = in.readBoolean();
        to.prefix = prefix(in);
        int partial = in.count(LineDecoder.MAX_PARTIAL_WRITERS);
        for (int i = 0; i < partial; i++) {
            to.partial.put(in.text(), new StringBuilder(in.text()));
        }
        to.held = in.bytesOrNull();
        if (to.held != null) {
            to.heldPrefix = in.number(to.held.length);
            to.heldEnvelope = EnvelopeState.read(in);
            to.heldLine = to.lines - in.number(to.lines);
            to.heldNumber = in.number();
        }
        to.early = in.readBoolean() ? early(to.lines, in) : null;
    }

    private static List<LineDecoder.Early> early(int lines, StateInput in) throws IOException {
        List<LineDecoder.Early> out = new ArrayList<>();
        int count = in.count(LineDecoder.EARLY_LINES);
        for (int i = 0; i < count; i++) {
            out.add(new LineDecoder.Early(in.bytes(), EnvelopeState.read(in), in.number(LineDecoder.MAX_NESTING),
                    lines - in.number(lines), in.number()));
        }
        return out;
    }

    private static void prefix(@Nullable LinePrefix prefix, StateOutput out) throws IOException {
        switch (prefix) {
            case null -> out.writeByte(NO_PREFIX);
            case LinePrefix.Known known -> {
                out.writeByte(KNOWN);
                out.text(known.form());
            }
            case LinePrefix.Learnt learnt -> {
                out.writeByte(LEARNT);
                out.bytes(learnt.sample());
            }
        }
    }

    private static @Nullable LinePrefix prefix(StateInput in) throws IOException {
        switch (in.readByte()) {
            case NO_PREFIX -> {
                return null;
            }
            case KNOWN -> {
                String form = in.text();
                return LinePrefix.Known.all().stream().filter(known -> known.form().equals(form)).findFirst()
                        .orElseThrow(() -> new IOException("a prefix that this version does not know"));
            }
            case LEARNT -> {
                return new LinePrefix.Learnt(in.bytes());
            }
            default -> throw new IOException("no kind of prefix");
        }
    }
}
