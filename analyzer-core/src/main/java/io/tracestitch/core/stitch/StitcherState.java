package io.tracestitch.core.stitch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

import io.tracestitch.core.incident.Stitch;

/**
 * The form in which a {@link Stitcher} is kept while its source moves to another process: a version, then numbers as {@link Varints},
 * all of it deflated. Of the text only the newest part is kept.
 */
final class StitcherState {

    /** Version of the form; another one cannot be read. */
    static final int VERSION = 3;
    /** Text that is kept, in bytes. */
    static final int MAX_TEXT = 1 << 16;
    private static final int MAX_INSTANCES = 1 << 20;

    private StitcherState() {
    }

    static void write(Stitcher from, DataOutput out) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(new DeflaterOutputStream(packed))) {
            Varints.write(data, from.newest);
            Varints.write(data, from.noted);
            Varints.write(data, (long) from.budget);
            instances(from, data);
            from.tasks.save(data);
            lines(from.recent, data);
            sites(from.sites, data);
            failures(from.failures, data);
            from.rhythms.save(data);
        }
        out.writeByte(VERSION);
        Varints.write(out, packed.toByteArray());
    }

    static void read(Stitcher to, DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("a saved state of version " + version + "; this program reads version " + VERSION);
        }
        DataInputStream data = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(Varints.readBytes(in))));
        to.newest = Varints.read(data);
        to.noted = Varints.read(data);
        to.budget = Varints.read(data);
        readInstances(to, data);
        to.tasks.restore(data);
        readLines(to.recent, data);
        int sites = Varints.readCount(data, SpawnSites.MAX_COROUTINES * SpawnSites.MAX_SITES);
        for (int i = 0; i < sites; i++) {
            String coroutine = text(data);
            to.sites.restore(coroutine, new Stitch.Creation(text(data), (int) Varints.read(data), Varints.readText(data),
                    Varints.readText(data), Varints.readText(data), data.readDouble(), text(data)));
        }
        int failures = Varints.readCount(data, Failures.MAX);
        for (int i = 0; i < failures; i++) {
            to.failures.add(new Failures.Failure(data.readLong(), (int) Varints.read(data), Varints.read(data),
                    (int) Varints.read(data), Varints.readText(data), Varints.readText(data), data.readBoolean()));
        }
        to.rhythms.restore(data);
    }

    private static void instances(Stitcher from, DataOutput out) throws IOException {
        Map<Long, Integer> known = from.instances.known();
        Varints.write(out, from.instances.count());
        Varints.write(out, known.size());
        for (Map.Entry<Long, Integer> e : known.entrySet()) {
            out.writeLong(e.getKey());
            Varints.write(out, e.getValue());
        }
        Varints.write(out, from.instances.names().size());
        for (Map.Entry<Integer, String> e : from.instances.names().entrySet()) {
            Varints.write(out, e.getKey());
            Varints.write(out, e.getValue());
        }
        Varints.write(out, from.openings.size());
        for (Map.Entry<Integer, Long> e : from.openings.entrySet()) {
            Varints.write(out, e.getKey());
            out.writeLong(e.getValue());
        }
    }

    private static void readInstances(Stitcher to, DataInput in) throws IOException {
        int newest = Varints.readCount(in, MAX_INSTANCES);
        Map<Long, Integer> known = new HashMap<>();
        int processes = Varints.readCount(in, Instances.MAX_PROCESSES);
        for (int i = 0; i < processes; i++) {
            known.put(in.readLong(), (int) Varints.read(in));
        }
        to.instances.restore(known, newest);
        int names = Varints.readCount(in, Instances.MAX_PROCESSES);
        for (int i = 0; i < names; i++) {
            to.instances.names().put((int) Varints.read(in), text(in));
        }
        to.opened = newest;
        int openings = Varints.readCount(in, Stitcher.MAX_OPENINGS);
        for (int i = 0; i < openings; i++) {
            to.openings.put((int) Varints.read(in), in.readLong());
        }
    }

    private static void lines(RecentLines recent, DataOutput out) throws IOException {
        int from = recent.count();
        int bytes = 0;
        while (from > 0 && bytes < MAX_TEXT) {
            bytes += recent.length(--from);
        }
        Varints.write(out, recent.count() - from);
        for (int i = from; i < recent.count(); i++) {
            Varints.write(out, recent.number(i));
            out.writeByte(recent.form(i).ordinal());
            Varints.write(out, recent.instance(i));
            Varints.write(out, recent.text(i));
        }
    }

    private static void readLines(RecentLines recent, DataInput in) throws IOException {
        int count = Varints.readCount(in, MAX_TEXT + 1);
        for (int i = 0; i < count; i++) {
            long number = Varints.read(in);
            RecentLines.Form form = RecentLines.formOf(in.readByte());
            int instance = (int) Varints.read(in);
            byte[] text = Varints.readBytes(in);
            recent.add(number, text, 0, text.length, form, instance);
        }
    }

    private static void sites(SpawnSites sites, DataOutput out) throws IOException {
        List<Map.Entry<String, Stitch.Creation>> all = new ArrayList<>();
        sites.known().forEach((coroutine, list) -> list.forEach(site -> all.add(Map.entry(coroutine, site))));
        Varints.write(out, all.size());
        for (Map.Entry<String, Stitch.Creation> e : all) {
            Stitch.Creation c = e.getValue();
            Varints.write(out, e.getKey());
            Varints.write(out, c.file());
            Varints.write(out, c.line());
            Varints.write(out, c.function());
            Varints.write(out, c.code());
            Varints.write(out, c.task());
            out.writeDouble(c.confidence());
            Varints.write(out, c.evidence());
        }
    }

    private static void failures(Failures failures, DataOutput out) throws IOException {
        List<Failures.Failure> all = failures.all();
        Varints.write(out, all.size());
        for (Failures.Failure f : all) {
            out.writeLong(f.leaf());
            Varints.write(out, f.depth());
            Varints.write(out, f.line());
            Varints.write(out, f.instance());
            Varints.write(out, f.task());
            Varints.write(out, f.coroutine());
            out.writeBoolean(f.lost());
        }
    }

    private static String text(DataInput in) throws IOException {
        String text = Varints.readText(in);
        if (text == null) {
            throw new IOException("a text is missing");
        }
        return text;
    }
}
