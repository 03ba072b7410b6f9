package io.tracestitch.core.incident;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import io.tracestitch.core.traceback.Memo;

/**
 * Takes fingerprints. Groups are opened to their leaves, wrappers that add nothing are looked through, and of each leaf count
 * its type, its message without what varies, and the innermost frames of the application. It does not matter who reported the
 * exception. Events without an exception are told apart by kind, coroutine or callback and file, else by their message.
 *
 * <p>Remembers the fingerprints given last, in bounded memory. Not safe for use by several threads.
 */
public final class Fingerprinter {
    /** Fingerprints that are kept; a power of two. */
    static final int REMEMBERED = 1 << 12;
    /** Distinct leaves of one group that count. */
    private static final int MAX_LEAVES = 16;

    private final AppFrames appFrames = new AppFrames();
    private final MessageTemplate template = new MessageTemplate();
    private final StringBuilder key = new StringBuilder(512);
    private final List<Frame> picked = new ArrayList<>();
    private final MessageDigest sha256 = sha256();
    private final Memo<String> ids = new Memo<>(REMEMBERED, this::hash);

    /** The fingerprint of an event, redacted or not as it stands; total and deterministic. */
    public Fingerprint of(Event event) {
        return new Fingerprint(id(event), Fingerprint.VERSION, why(event));
    }

    /** The id of the event's fingerprint; cheaper than all of it. */
    public String id(Event event) {
        return ids.of(identity(event));
    }

    private String identity(Event event) {
        ExceptionTree exception = event.exception();
        if (exception == null) {
            return withoutException(event);
        }
        List<Culprit> leaves = Culprit.of(exception);
        if (leaves.size() == 1) {
            return leaf(leaves.getFirst(), event);
        }
        TreeSet<String> set = new TreeSet<>();
        for (Culprit culprit : leaves) {
            set.add(leaf(culprit, event));
        }
        return set.size() == 1 ? set.first() : String.join("\n", set.stream().limit(MAX_LEAVES).toList());
    }

    private String leaf(Culprit culprit, Event event) {
        key.setLength(0);
        ExceptionTree wrapper = culprit.wrapper();
        if (wrapper != null) {
            exception(wrapper);
            key.append("\u0001from\u0001");
        }
        exception(culprit.root());
        int before = key.length();
        frames(culprit.frames(), culprit.root().type().equals("RecursionError"));
        if (before == key.length()) {
            Subject subject = Subject.of(event);
            if (subject != null) {
                subject(subject);
            }
        }
        return key.toString();
    }

    private void exception(ExceptionTree e) {
        key.append(ExceptionTypes.canonical(e.type())).append('\u0001').append(template.of(e.message()));
        if (e.syntax() != null) {
            key.append('\u0001').append(appFrames.place(e.syntax().file()).name());
        }
    }

    /** Which of several functions that call each other ran out of stack is chance: their order does not count then. */
    private void frames(List<Frame> frames, boolean unordered) {
        picked.clear();
        appFrames.addTo(frames, picked);
        if (unordered) {
            picked.sort(Comparator.comparing(Frame::file).thenComparing(Frame::function));
        }
        for (Frame f : picked) {
            key.append('\u0001').append(appFrames.place(f.file()).name()).append(' ').append(AppFrames.simple(f.function()));
        }
    }

    private void subject(Subject subject) {
        key.append('\u0001').append(subject.name());
        if (subject.file() != null) {
            key.append(' ').append(appFrames.place(subject.file()).name());
        }
    }

    private String withoutException(Event event) {
        key.setLength(0);
        key.append(event.kind().id());
        if (event.stall() != null) {
            return stall(event, event.stall());
        }
        Subject subject = Subject.of(event);
        if (subject != null) {
            subject(subject);
        } else {
            frames(event.stack(), false);
            key.append('\u0001').append(template.of(words(event)));
        }
        return key.toString();
    }

    /** What stands still, and the set of places where. Who it is there differs each time, unless no place is known. */
    private String stall(Event event, Stall stall) {
        key.append('\u0001').append(stall.what().id());
        TreeSet<String> places = stallPlaces(event);
        if (places.isEmpty()) {
            stall.tasks().forEach(p -> places.add(template.of(p.name())));
        }
        places.forEach(p -> key.append('\u0001').append(p));
        return key.toString();
    }

    private TreeSet<String> stallPlaces(Event event) {
        TreeSet<String> places = new TreeSet<>();
        for (Frame f : event.stack()) {
            places.add(appFrames.place(f.file()).name() + ' ' + AppFrames.simple(f.function()));
        }
        return places;
    }

    /** The message without the place that a warning starts with: where the garbage collector ran, not what was left open. */
    private static String words(Event event) {
        String text = event.message();
        int warning = event.kind() == EventKind.RESOURCE_UNCLOSED || event.kind() == EventKind.COROUTINE_NEVER_AWAITED
                ? text.indexOf("Warning: ") : -1;
        return warning < 0 ? text : text.substring(warning + "Warning: ".length());
    }

    private List<String> why(Event event) {
        List<String> why = new ArrayList<>();
        ExceptionTree exception = event.exception();
        if (exception == null) {
            why.add("kind " + event.kind().id());
            if (event.stall() != null) {
                why.add(event.stall().what().id());
                TreeSet<String> places = stallPlaces(event);
                why.add(places.isEmpty() ? "names of the tasks" : "waits in " + String.join(", ", places));
                return List.copyOf(why);
            }
            Subject subject = Subject.of(event);
            if (subject != null) {
                why.add((event.kind() == EventKind.SLOW_CALLBACK ? "callback " : "coroutine ") + subject.name()
                        + (subject.file() == null ? "" : " in " + appFrames.place(subject.file()).name()));
            } else {
                addFrames(event.stack(), why);
                why.add("message: " + template.of(words(event)));
            }
            return List.copyOf(why);
        }
        List<Culprit> leaves = Culprit.of(exception);
        if (leaves.size() > 1) {
            why.add("exception group, as the set of its leaves");
        }
        TreeSet<String> seen = new TreeSet<>();
        for (Culprit culprit : leaves) {
            if (seen.size() < MAX_LEAVES && seen.add(leaf(culprit, event))) {
                explain(culprit, event, why);
            }
        }
        return List.copyOf(why);
    }

    private void explain(Culprit culprit, Event event, List<String> why) {
        ExceptionTree wrapper = culprit.wrapper();
        if (wrapper != null) {
            addException(wrapper, "exception ", why);
            addException(culprit.root(), "root cause ", why);
        } else {
            addException(culprit.root(), "leaf exception ", why);
        }
        if (!addFrames(culprit.frames(), why)) {
            Subject subject = Subject.of(event);
            if (subject != null) {
                why.add("coroutine " + subject.name());
            }
        }
    }

    private void addException(ExceptionTree e, String role, List<String> why) {
        why.add(role + ExceptionTypes.canonical(e.type()));
        String words = template.of(e.message());
        if (!words.isEmpty()) {
            why.add("message: " + words);
        }
        if (e.syntax() != null) {
            why.add("syntax of " + appFrames.place(e.syntax().file()).name());
        }
    }

    private boolean addFrames(List<Frame> frames, List<String> why) {
        picked.clear();
        if (appFrames.addTo(frames, picked) == 0) {
            return false;
        }
        StringBuilder text = new StringBuilder(picked.getFirst().inApp() ? "app frames " : "library frames ");
        for (int i = 0; i < picked.size(); i++) {
            Frame f = picked.get(i);
            text.append(i == 0 ? "" : " <- ").append(appFrames.place(f.file()).stem()).append('.')
                    .append(AppFrames.simple(f.function()));
        }
        why.add(text.toString());
        return true;
    }

    private String hash(String identity) {
        byte[] digest = sha256.digest((Fingerprint.VERSION + "\n" + identity).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 16);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
