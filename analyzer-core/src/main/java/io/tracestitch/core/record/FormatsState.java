package io.tracestitch.core.record;

import java.io.IOException;
import java.util.Set;

import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;

/** The header formats of a writer and what is known of their fields, in the saved state. */
final class FormatsState {

    private FormatsState() {
    }

    /** @param used the formats of open records: of the former ones, only these matter */
    static void write(HeaderFormats from, Set<HeaderFormat> used, FormatTable formats, StateOutput out) throws IOException {
        out.writeBoolean(from.strong);
        out.writeBoolean(from.indented);
        out.number(from.known.size());
        for (HeaderFormats.Known one : from.known) {
            formats.write(one.format, out);
            formats.write(one.certain, out);
            out.writeBoolean(one.clear);
            out.number(one.seen);
            out.number(one.with);
            out.number(one.without);
            one.learner.save(out);
            for (HeaderFormat former : one.former) {
                if (used.contains(former)) {
                    formats.write(former, out);
                }
            }
            formats.write(null, out);
        }
    }

    static void read(HeaderFormats to, FormatTable formats, StateInput in) throws IOException {
        to.strong = in.readBoolean();
        to.indented = in.readBoolean();
        to.known.clear();
        int count = in.count(HeaderFormats.MAX_FORMATS);
        for (int i = 0; i < count; i++) {
            HeaderFormats.Known one = new HeaderFormats.Known(formats.required(in), formats.read(in), in.readBoolean());
            one.seen = in.number(Integer.MAX_VALUE);
            one.with = in.number(Integer.MAX_VALUE);
            one.without = in.number(Integer.MAX_VALUE);
            one.learner.restore(in);
            for (HeaderFormat former = formats.read(in); former != null; former = formats.read(in)) {
                one.former.add(former);
            }
            to.known.add(one);
        }
        to.remember();
    }

    /** Writes what fields held and which names tasks have, from which more may be learnt. */
    static void writeTexts(HeaderFormats from, StateOutput out) throws IOException {
        from.names.save(out);
        out.number(from.known.size());
        for (HeaderFormats.Known one : from.known) {
            FormatTable table = new FormatTable(from.declared);
            table.write(one.format, out);
            one.learner.saveTexts(out);
        }
    }

    /** Reads what {@link #writeTexts} wrote, maybe some time before the rest: formats that are known differently now learn anew. */
    static void readTexts(HeaderFormats to, StateInput in) throws IOException {
        to.names.restore(in);
        int count = in.count(HeaderFormats.MAX_FORMATS);
        for (int i = 0; i < count; i++) {
            HeaderFormat format = new FormatTable(to.declared).required(in);
            RoleLearner learner = new RoleLearner();
            for (HeaderFormats.Known one : to.known) {
                learner = one.format.sameAs(format) ? one.learner : learner;
            }
            learner.restoreTexts(in);
        }
    }
}
