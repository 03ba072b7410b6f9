package io.tracestitch.core.incident;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The form in which an {@link IncidentTally} is kept: a version, then its fields; events as JSON. */
final class TallyState {

    /** Version of the form; another one cannot be read. */
    private static final int VERSION = 1;
    /** More entries or bytes than any list or text of a tally has. */
    private static final int MAX_LENGTH = 1 << 28;

    private TallyState() {
    }

    static void write(IncidentTally from, EventWriter events, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        text(out, from.id);
        text(out, from.fingerprint.id());
        out.writeInt(from.fingerprint.version());
        texts(out, from.fingerprint.why());
        line(out, from.first);
        line(out, from.last);
        event(out, from.latest, events);
        out.writeInt(from.sightings.size());
        for (Event sighting : from.sightings) {
            event(out, sighting, events);
        }
        texts(out, from.services);
        texts(out, from.tasks);
        texts(out, from.versions);
        texts(out, from.firstOccurrences);
        texts(out, from.lastOccurrences);
        out.writeInt(from.hours.size());
        for (Map.Entry<Long, Long> hour : from.hours.entrySet()) {
            out.writeLong(hour.getKey());
            out.writeLong(hour.getValue());
        }
        from.durations.save(out);
        text(out, from.severity.id());
        text(out, from.pattern);
        text(out, from.category);
        text(out, from.patternSeverity.id());
        time(out, from.firstSeen);
        time(out, from.lastSeen);
        out.writeLong(from.count);
        out.writeLong(from.reports);
    }

    static IncidentTally read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("an incident was saved in version " + version + "; this program reads version " + VERSION);
        }
        String id = required(in);
        String fingerprint = required(in);
        int algorithm = in.readInt();
        List<String> why = new ArrayList<>();
        texts(in, why);
        Incident.Line first = line(in);
        Incident.Line last = line(in);
        IncidentTally to = new IncidentTally(id, new Fingerprint(fingerprint, algorithm, List.copyOf(why)), first,
                EventReader.read(bytes(in)));
        to.last = last;
        int sightings = count(in);
        for (int i = 0; i < sightings; i++) {
            to.sightings.add(EventReader.read(bytes(in)));
        }
        texts(in, to.services);
        texts(in, to.tasks);
        texts(in, to.versions);
        texts(in, to.firstOccurrences);
        texts(in, to.lastOccurrences);
        int hours = count(in);
        for (int i = 0; i < hours; i++) {
            to.hours.put(in.readLong(), in.readLong());
        }
        to.durations.restore(in);
        to.severity = severity(in);
        to.pattern = text(in);
        to.category = text(in);
        to.patternSeverity = severity(in);
        to.firstSeen = time(in);
        to.lastSeen = time(in);
        to.count = in.readLong();
        to.reports = in.readLong();
        return to;
    }

    private static void event(DataOutput out, Event event, EventWriter events) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        events.write(event, json);
        out.writeInt(json.size());
        out.write(json.toByteArray());
    }

    private static byte[] bytes(DataInput in) throws IOException {
        byte[] bytes = new byte[count(in)];
        in.readFully(bytes);
        return bytes;
    }

    private static int count(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MAX_LENGTH) {
            throw new IOException("a saved incident is damaged");
        }
        return count;
    }

    private static void line(DataOutput out, Incident.Line line) throws IOException {
        text(out, line.source());
        out.writeLong(line.line());
        text(out, line.partition() == null ? null : line.partition().topic());
        out.writeInt(line.partition() == null ? 0 : line.partition().partition());
    }

    private static Incident.Line line(DataInput in) throws IOException {
        String source = required(in);
        long number = in.readLong();
        String topic = text(in);
        int partition = in.readInt();
        return new Incident.Line(source, number, topic == null ? null : new LogPartition(topic, partition));
    }

    private static Severity severity(DataInput in) throws IOException {
        return Severity.of(required(in)).orElseThrow(() -> new IOException("a saved incident has an unknown severity"));
    }

    private static void texts(DataOutput out, Collection<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(out, text);
        }
    }

    private static void texts(DataInput in, Collection<String> to) throws IOException {
        int count = count(in);
        for (int i = 0; i < count; i++) {
            to.add(required(in));
        }
    }

    private static void text(DataOutput out, @Nullable String text) throws IOException {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(text == null ? -1 : bytes.length);
        out.write(bytes);
    }

    private static @Nullable String text(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        if (length > MAX_LENGTH) {
            throw new IOException("a saved incident is damaged");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String required(DataInput in) throws IOException {
        String text = text(in);
        if (text == null) {
            throw new IOException("a saved incident lacks a text");
        }
        return text;
    }

    private static void time(DataOutput out, @Nullable Instant time) throws IOException {
        out.writeBoolean(time != null);
        if (time != null) {
            out.writeLong(time.getEpochSecond());
            out.writeInt(time.getNano());
        }
    }

    private static @Nullable Instant time(DataInput in) throws IOException {
        return in.readBoolean() ? Instant.ofEpochSecond(in.readLong(), in.readInt()) : null;
    }
}
