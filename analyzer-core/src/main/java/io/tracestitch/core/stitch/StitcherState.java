package io.tracestitch.core.stitch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.tracestitch.core.incident.Stitch;
import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;

/** What a {@link Stitcher} knows of its source, in the saved state. Of the text only the newest part is kept. */
final class StitcherState {

    /** Text that is kept, in bytes. */
    static final int MAX_TEXT = 1 << 16;

    private StitcherState() {
    }

    static void write(Stitcher from, StateOutput out) throws IOException {
        out.number(from.newest);
        out.number(from.noted);
        out.writeDouble(from.budget);
        instances(from.instances, out);
        out.number(from.opened);
        out.number(from.openings.size());
        for (Map.Entry<Integer, Long> e : from.openings.entrySet()) {
            out.number(e.getKey());
            out.writeLong(e.getValue());
        }
        from.tasks.save(out);
        lines(from.recent, out);
        sites(from.sites, out);
        failures(from.failures, out);
    }

    static void read(Stitcher to, StateInput in) throws IOException {
        to.newest = in.number();
        to.noted = in.number();
        to.budget = in.readDouble();
        readInstances(to.instances, in);
        to.opened = in.number(Integer.MAX_VALUE);
        int openings = in.count(Stitcher.MAX_OPENINGS);
        for (int i = 0; i < openings; i++) {
            to.openings.put(in.number(Integer.MAX_VALUE), in.readLong());
        }
        to.tasks.restore(in);
        readLines(to.recent, in);
        readSites(to.sites, in);
        readFailures(to.failures, in);
    }

    private static void instances(Instances from, StateOutput out) throws IOException {
        out.number(from.count);
        out.number(from.last);
        out.writeLong(from.lastKey);
        out.number(from.fresh);
        out.number(from.current.size());
        for (Map.Entry<Long, Integer> e : from.current.entrySet()) {
            out.writeLong(e.getKey());
            out.number(e.getValue());
        }
        out.number(from.names.size());
        for (Map.Entry<Integer, String> e : from.names.entrySet()) {
            out.number(e.getKey());
            out.text(e.getValue());
        }
    }

    private static void readInstances(Instances to, StateInput in) throws IOException {
        to.count = in.number(Integer.MAX_VALUE);
        to.last = in.number(to.count);
        to.lastKey = in.readLong();
        to.fresh = in.number(to.count);
        int processes = in.count(Instances.MAX_PROCESSES);
        for (int i = 0; i < processes; i++) {
            to.current.put(in.readLong(), in.number(to.count));
        }
        int names = in.count(Instances.MAX_PROCESSES);
        for (int i = 0; i < names; i++) {
            to.names.put(in.number(to.count), in.text());
        }
    }

    private static void lines(RecentLines recent, StateOutput out) throws IOException {
        int from = recent.count();
        int bytes = 0;
        while (from > 0 && bytes < MAX_TEXT) {
            bytes += recent.length(--from);
        }
        out.number(recent.count() - from);
        long before = 0;
        for (int i = from; i < recent.count(); i++) {
            out.number(recent.number(i) - before);
            before = recent.number(i);
            out.constant(recent.form(i));
            out.number(recent.instance(i));
            out.bytes(recent.text(i));
        }
    }

    private static void readLines(RecentLines recent, StateInput in) throws IOException {
        int count = in.count(Integer.MAX_VALUE);
        long number = 0;
        for (int i = 0; i < count; i++) {
            long more = in.number();
            if (i > 0 && more <= 0) {
                throw new IOException("lines that are not in their order");
            }
            number += more;
            RecentLines.Form form = in.constant(RecentLines.FORMS);
            int instance = in.number(Integer.MAX_VALUE);
            byte[] text = in.bytes();
            recent.add(number, text, 0, text.length, form, instance);
        }
    }

    private static void sites(SpawnSites from, StateOutput out) throws IOException {
        out.number(from.sites.size());
        for (Map.Entry<String, List<SpawnSites.Site>> e : from.sites.entrySet()) {
            out.text(e.getKey());
            out.number(e.getValue().size());
            for (SpawnSites.Site site : e.getValue()) {
                Stitch.Creation c = site.creation;
                out.text(c.file());
                out.number(c.line());
                out.text(c.function());
                out.text(c.code());
                out.text(c.task());
                out.writeDouble(c.confidence());
                out.text(c.evidence());
                out.number(site.seen);
            }
        }
    }

    private static void readSites(SpawnSites to, StateInput in) throws IOException {
        int coroutines = in.count(SpawnSites.MAX_COROUTINES);
        for (int i = 0; i < coroutines; i++) {
            String coroutine = in.text();
            List<SpawnSites.Site> sites = new ArrayList<>();
            int count = in.count(SpawnSites.MAX_SITES);
            for (int k = 0; k < count; k++) {
                sites.add(new SpawnSites.Site(new Stitch.Creation(in.text(), in.number(Integer.MAX_VALUE), in.textOrNull(), in.textOrNull(),
                        in.textOrNull(), in.readDouble(), in.text()), in.number()));
            }
            if (count == 0) {
                throw new IOException("a coroutine that is created nowhere");
            }
            to.sites.put(coroutine, sites);
        }
    }

    private static void failures(Failures failures, StateOutput out) throws IOException {
        List<Failures.Failure> all = failures.all();
        out.number(all.size());
        for (Failures.Failure f : all) {
            out.writeLong(f.leaf());
            out.number(f.depth());
            out.number(f.line());
            out.number(f.instance());
            out.text(f.task());
            out.text(f.coroutine());
            out.writeBoolean(f.lost());
        }
    }

    private static void readFailures(Failures to, StateInput in) throws IOException {
        int count = in.count(Failures.MAX);
        for (int i = 0; i < count; i++) {
            to.add(new Failures.Failure(in.readLong(), in.number(Integer.MAX_VALUE), in.number(), in.number(Integer.MAX_VALUE),
                    in.textOrNull(), in.textOrNull(), in.readBoolean()));
        }
    }
}
