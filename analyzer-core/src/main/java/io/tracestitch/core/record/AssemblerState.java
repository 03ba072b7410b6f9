package io.tracestitch.core.record;

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import org.jspecify.annotations.Nullable;

/** The open records of a writer, in the saved state. */
final class AssemblerState {

    private AssemblerState() {
    }

    static void write(RecordAssembler from, FormatTable formats, StateOutput out) throws IOException {
        Set<HeaderFormat> used = Collections.newSetFromMap(new IdentityHashMap<>());
        Stream.of(from.suspended, from.waiting, from.lingering).flatMap(Collection::stream).forEach(open -> use(open, used));
        use(from.current, used);
        use(from.held, used);
        FormatsState.write(from.formats(), used, formats, out);
        records(from.suspended, formats, out);
        records(from.waiting, formats, out);
        records(from.lingering, formats, out);
        records(from.current == null ? List.of() : List.of(from.current), formats, out);
        records(from.held == null ? List.of() : List.of(from.held), formats, out);
        out.number(from.interleaved);
        out.number(from.seen);
        out.number(from.newest);
        out.number(from.lingersUntil);
        out.writeBoolean(from.ruler);
    }

    static void read(RecordAssembler to, int maxBytes, FormatTable formats, StateInput in) throws IOException {
        FormatsState.read(to.formats(), formats, in);
        records(to.suspended, RecordAssembler.MAX_SUSPENDED, maxBytes, formats, in);
        records(to.waiting, RecordAssembler.MAX_WAITING, maxBytes, formats, in);
        records(to.lingering, RecordAssembler.MAX_LINGERING + 1, maxBytes, formats, in);
        to.current = one(maxBytes, formats, in);
        to.held = one(maxBytes, formats, in);
        to.interleaved = in.number();
        to.seen = in.number();
        to.newest = in.number();
        to.lingersUntil = in.number();
        to.ruler = in.readBoolean();
    }

    private static void use(@Nullable OpenRecord open, Set<HeaderFormat> used) {
        if (open != null) {
            used.add(open.format);
            used.add(open.repeated);
        }
    }

    private static void records(Collection<OpenRecord> from, FormatTable formats, StateOutput out) throws IOException {
        out.number(from.size());
        for (OpenRecord open : from) {
            OpenRecordState.write(open, formats, out);
        }
    }

    private static void records(Collection<OpenRecord> to, int most, int maxBytes, FormatTable formats, StateInput in) throws IOException {
        int count = in.count(most);
        for (int i = 0; i < count; i++) {
            to.add(OpenRecordState.read(maxBytes, formats, in));
        }
    }

    private static @Nullable OpenRecord one(int maxBytes, FormatTable formats, StateInput in) throws IOException {
        return in.count(1) == 0 ? null : OpenRecordState.read(maxBytes, formats, in);
    }
}
