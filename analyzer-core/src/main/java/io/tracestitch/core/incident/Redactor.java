package io.tracestitch.core.incident;

import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import io.tracestitch.core.traceback.Memo;
import io.tracestitch.core.traceback.SyntaxLocation;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of events before anyone stores or publishes them: out of every message, note, link of a chain, leaf of a
 * group, source line, repr and raw line. A secret's place says what stood there: {@code [redacted:password]}. What has no
 * secret stays the same object, and a second pass changes nothing.
 *
 * <p>Remembers the source lines seen last, since the same ones come again and again. Not safe for use by several threads.
 */
public final class Redactor {
    /** Source lines of frames that are kept without their secrets; a power of two. */
    static final int REMEMBERED = 1 << 12;

    private final SecretScanner scanner = new SecretScanner();
    private final Memo<String> source = new Memo<>(REMEMBERED, code -> scanner.scan(code, true));

    /** The text without its secrets; the same instance where it has none. */
    public String redact(String text) {
        return scanner.scan(text, false);
    }

    /** The event without its secrets; the same instance where it has none. */
    public Event redact(Event event) {
        String message = redact(event.message());
        ExceptionTree exception = event.exception() == null ? null : TreeRewriter.rewrite(event.exception(), this::node);
        List<Frame> stack = frames(event.stack());
        TaskRef task = event.task() == null ? null : task(event.task());
        String recordTask = orNull(event.recordTask());
        String raw = orNull(event.raw());
        Stitch stitch = event.stitch() == null ? null : stitch(event.stitch());
        Stall stall = event.stall() == null ? null : stall(event.stall());
        boolean same = message == event.message() && exception == event.exception() && stack == event.stack()
                && task == event.task() && same(recordTask, event.recordTask()) && same(raw, event.raw())
                && stitch == event.stitch() && stall == event.stall();
        return same ? event : event.withText(recordTask, message, exception, stack, task, raw, stitch, stall);
    }

    private ExceptionTree node(ExceptionTree e) {
        String message = redact(e.message());
        List<String> notes = notes(e.notes());
        List<Frame> frames = frames(e.frames());
        SyntaxLocation syntax = e.syntax() == null ? null : syntax(e.syntax());
        if (message == e.message() && notes == e.notes() && frames == e.frames() && syntax == e.syntax()) {
            return e;
        }
        return new ExceptionTree(e.type(), message, notes, frames, e.cause(), e.context(), e.exceptions(), e.hidden(), syntax,
                e.truncated());
    }

    private List<String> notes(List<String> notes) {
        List<String> changed = null;
        for (int i = 0; i < notes.size(); i++) {
            String note = redact(notes.get(i));
            if (changed == null && note != notes.get(i)) {
                changed = new ArrayList<>(notes);
            }
            if (changed != null) {
                changed.set(i, note);
            }
        }
        return changed == null ? notes : List.copyOf(changed);
    }

    private List<Frame> frames(List<Frame> frames) {
        List<Frame> changed = null;
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frame(frames.get(i));
            if (changed == null && frame != frames.get(i)) {
                changed = new ArrayList<>(frames);
            }
            if (changed != null) {
                changed.set(i, frame);
            }
        }
        return changed == null ? frames : List.copyOf(changed);
    }

    private Frame frame(Frame f) {
        String code = f.code();
        if (code == null) {
            return f;
        }
        String redacted = source.of(code);
        return redacted == code || redacted.equals(code) ? f
                : new Frame(f.file(), f.line(), f.function(), redacted, f.inApp(), f.repeated());
    }

    private SyntaxLocation syntax(SyntaxLocation s) {
        String text = s.text() == null ? null : scanner.scan(s.text(), true);
        return same(text, s.text()) ? s : new SyntaxLocation(s.file(), s.line(), text);
    }

    private TaskRef task(TaskRef t) {
        String name = orNull(t.name());
        String waitFor = orNull(t.waitFor());
        return same(name, t.name()) && same(waitFor, t.waitFor()) ? t
                : new TaskRef(name, t.coroutine(), t.state(), t.definedAt(), t.createdAt(), waitFor);
    }

    /** Lines of the story are texts of the log like any other; names of tasks may be written freely too. */
    private Stitch stitch(Stitch s) {
        return new Stitch(s.confidence(), s.lines(), s.earlier(),
                s.story().stream().map(l -> new Stitch.Line(l.number(), l.time(), l.level(), redact(l.text()))).toList(),
                s.ids().stream().map(this::redact).toList(), s.createdBy() == null ? null : creation(s.createdBy()),
                orNull(s.parent()), s.siblings().stream().map(this::redact).toList(), s.elsewhere(), s.late(), s.instance(),
                s.evidence().stream().map(this::redact).toList());
    }

    private Stitch.Creation creation(Stitch.Creation c) {
        String code = c.code() == null ? null : scanner.scan(c.code(), true);
        return new Stitch.Creation(c.file(), c.line(), c.function(), code, orNull(c.task()), c.confidence(), c.evidence());
    }

    private Stall stall(Stall s) {
        return new Stall(s.what(), s.tasks().stream()
                .map(p -> new Stall.Party(redact(p.name()), orNull(p.holds()), orNull(p.waitsFor()))).toList(), s.since(),
                s.evidence().stream().map(this::redact).toList());
    }

    private @Nullable String orNull(@Nullable String text) {
        return text == null ? null : redact(text);
    }

    /** Whether the scanner gave back what it got: it does so where nothing changed. */
    private static boolean same(@Nullable Object a, @Nullable Object b) {
        return a == b;
    }
}
