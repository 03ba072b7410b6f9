package io.tracestitch.core.pattern;

import java.util.List;

import com.google.re2j.Pattern;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/** A rule made ready to run, with its pattern. Immutable but for its regexes, which are compiled on first use. */
final class CompiledRule {
    /** Links of a chain, and library frames at the end of a stack, that a rule looks at. */
    private static final int MAX_LINKS = 16;
    private static final int MAX_FRAMES = 16;

    final io.tracestitch.core.pattern.Pattern pattern;
    final Rule rule;
    /** How specific it is; the highest wins. */
    final int rank;
    private final long kinds;
    private final Once<List<Pattern>> messageRegex;
    private final Once<List<Pattern>> recordRegex;

    CompiledRule(io.tracestitch.core.pattern.Pattern pattern, Rule rule) {
        this.pattern = pattern;
        this.rule = rule;
        long mask = 0;
        for (EventKind kind : rule.kinds()) {
            mask |= 1L << kind.ordinal();
        }
        kinds = mask == 0 ? -1L : mask;
        messageRegex = new Once<>(() -> rule.messageRegex().stream().map(Pattern::compile).toList());
        recordRegex = new Once<>(() -> rule.recordRegex().stream().map(Pattern::compile).toList());
        rank = rank(pattern, rule);
    }

    /** What failed says more than how it was reported, and a text or a place says more than a type. */
    private static int rank(io.tracestitch.core.pattern.Pattern pattern, Rule rule) {
        int rank = pattern.catchAll() ? 0 : rule.exceptions().isEmpty() ? 40 : 50;
        rank += rule.kinds().isEmpty() ? 0 : 2;
        rank += rule.exceptions().isEmpty() ? 0 : 1;
        rank += rule.message().isEmpty() ? 0 : 4;
        rank += rule.messageRegex().isEmpty() ? 0 : 4;
        rank += rule.record().isEmpty() ? 0 : 4;
        rank += rule.recordRegex().isEmpty() ? 0 : 4;
        rank += rule.frames().isEmpty() ? 0 : 3;
        return rank;
    }

    /** Whether the rule, which asks for an exception, holds for this one of the event's exceptions. */
    boolean holds(Event event, ExceptionTree exception, boolean last) {
        return (last || !rule.raisedLast())
                && (kinds >>> event.kind().ordinal() & 1) != 0
                && isType(exception.type())
                && containsAny(exception.message(), rule.message())
                && matchesAny(exception.message(), rule.messageRegex(), messageRegex)
                && holdsRecord(event)
                && (rule.frames().isEmpty() || waiting(exception, rule.frames()) != null)
                && (rule.notFrames().isEmpty() || waiting(exception, rule.notFrames()) == null);
    }

    /** Whether the rule, which asks for no exception, holds for the event. */
    boolean holds(Event event) {
        return (kinds >>> event.kind().ordinal() & 1) != 0 && holdsRecord(event)
                && (rule.frames().isEmpty() || endsIn(event, rule.frames()))
                && (rule.notFrames().isEmpty() || !endsIn(event, rule.notFrames()));
    }

    private boolean holdsRecord(Event event) {
        return containsAny(event.message(), rule.record()) && matchesAny(event.message(), rule.recordRegex(), recordRegex);
    }

    private static boolean endsIn(Event event, List<FramePoint> places) {
        ExceptionTree exception = event.exception();
        return exception != null && waiting(exception, places) != null || endsIn(event.stack(), places) != null;
    }

    private boolean isType(String type) {
        for (String wanted : rule.exceptions()) {
            if (wanted.indexOf('.') >= 0 ? type.equals(wanted)
                    : type.endsWith(wanted)
                            && (type.length() == wanted.length() || type.charAt(type.length() - wanted.length() - 1) == '.')) {
                return true;
            }
        }
        return false;
    }

    private static boolean containsAny(String text, List<String> literals) {
        if (literals.isEmpty()) {
            return true;
        }
        for (int i = 0; i < literals.size(); i++) {
            if (text.contains(literals.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesAny(String text, List<String> sources, Once<List<Pattern>> regexes) {
        if (sources.isEmpty()) {
            return true;
        }
        for (Pattern regex : regexes.get()) {
            if (regex.matcher(text).find()) {
                return true;
            }
        }
        return false;
    }

    /** The exception, of this one and those it came from, whose stack ends in one of the places; null if none does. */
    static @Nullable ExceptionTree waiting(ExceptionTree exception, List<FramePoint> places) {
        ExceptionTree e = exception;
        for (int i = 0; e != null && i < MAX_LINKS; i++, e = e.origin()) {
            if (endsIn(e.frames(), places) != null) {
                return e;
            }
        }
        return null;
    }

    /** The innermost of the library frames at the end of the stack that lies in one of the places; null if none does. */
    static @Nullable Frame endsIn(List<Frame> frames, List<FramePoint> places) {
        int first = Math.max(0, frames.size() - MAX_FRAMES);
        for (int i = frames.size() - 1; i >= first && !frames.get(i).inApp(); i--) {
            for (int k = 0; k < places.size(); k++) {
                if (places.get(k).covers(frames.get(i))) {
                    return frames.get(i);
                }
            }
        }
        return null;
    }
}
