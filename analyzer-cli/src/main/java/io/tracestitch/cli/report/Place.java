package io.tracestitch.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Stitch;
import io.tracestitch.core.incident.TaskRef;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A line of the program that played a part in a failure.
 *
 * @param role which part, in a word: {@code started}, {@code failed}
 * @param where file and line, such as {@code orders.py:88}; empty if not known
 * @param function name of the function; empty if not known
 * @param code its source line; empty if not known
 * @param raised the exception raised there, type and message; empty if none
 * @param doubt how sure it is that it played this part, and why; empty if it is sure
 */
public record Place(String role, String where, String function, String code, String raised, String doubt) {

    private static final int MOST = 6;
    private static final int CHILDREN = 3;
    /** Names that tell nothing without their folder. */
    private static final Set<String> SHARED_NAMES = Set.of("__init__.py", "__main__.py", "main.py", "app.py", "utils.py");

    /** The places that an event names, in the order in which things happened. */
    static List<Place> of(Event event) {
        List<Place> out = new ArrayList<>();
        Stitch.Creation created = event.stitch() == null ? null : event.stitch().createdBy();
        Frame creator = innermostApp(event.stack());
        if (event.kind() == EventKind.STALL) {
            event.stack().stream().filter(Frame::inApp).limit(MOST).forEach(frame -> out.add(at("stands", frame, "")));
        } else if (creator != null) {
            out.add(at(creationRole(event), creator, ""));
        } else if (created != null) {
            out.add(at(created));
        } else if (event.task() != null && event.task().createdAt() != null && event.exception() == null) {
            out.add(at("started", event.task().createdAt(), event.task().coroutine()));
        }
        if (event.exception() != null) {
            addException(out, event.exception(), event);
        } else if (event.task() != null && event.task().definedAt() != null) {
            out.add(at(event.kind() == EventKind.SLOW_CALLBACK ? "ran" : "stood", event.task().definedAt(),
                    event.task().coroutine()));
        }
        return out.size() > MOST ? List.copyOf(out.subList(0, MOST)) : out;
    }

    private static void addException(List<Place> out, ExceptionTree top, Event event) {
        List<ExceptionTree> chain = top.chain();
        for (int i = chain.size() - 1; i >= 0; i--) {
            ExceptionTree e = chain.get(i);
            boolean cancelled = e.simpleType().equals("CancelledError") && chain.size() > 1;
            if (cancelled && i == chain.size() - 1) {
                Frame waited = innermostApp(e.frames());
                if (waited != null) {
                    out.add(at("waited", waited, ""));
                }
            } else {
                addLink(out, e, i == 0 ? "failed" : chain.get(i - 1).cause() != null ? "cause" : "during");
            }
        }
    }

    private static void addLink(List<Place> out, ExceptionTree e, String role) {
        Frame frame = decisive(e.frames());
        out.add(frame == null ? new Place(role, "", "", "", e.headline(), "") : at(role, frame, e.headline()));
        int shown = 0;
        for (ExceptionTree child : e.exceptions()) {
            if (shown++ == CHILDREN) {
                out.add(new Place("", "", "", "", "and " + (e.exceptions().size() - CHILDREN + e.hidden()) + " more", ""));
                break;
            }
            Frame in = decisive(child.frames());
            out.add(in == null ? new Place("child", "", "", "", child.headline(), "") : at("child", in, child.headline()));
        }
    }

    /** The innermost frame of the application; without one, the innermost. */
    static @Nullable Frame decisive(List<Frame> frames) {
        Frame app = innermostApp(frames);
        return app != null || frames.isEmpty() ? app : frames.getLast();
    }

    private static @Nullable Frame innermostApp(List<Frame> frames) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            if (frames.get(i).inApp()) {
                return frames.get(i);
            }
        }
        return null;
    }

    private static String creationRole(Event event) {
        return switch (event.kind()) {
            case COROUTINE_NEVER_AWAITED -> "called";
            case STACK_DUMP -> "stands";
            case RESOURCE_UNCLOSED -> "opened";
            case EXCEPTION_LOGGED, LOG -> "logged";
            default -> "started";
        };
    }

    private static Place at(String role, Frame frame, String raised) {
        String code = frame.code() == null ? "" : Headline.firstLine(frame.code());
        String where = shortPath(frame.file()) + (frame.line() > 0 ? ":" + frame.line() : "");
        return new Place(role, where, frame.function(), code, raised, "");
    }

    private static Place at(Stitch.Creation created) {
        String code = created.code() == null ? "" : Headline.firstLine(created.code());
        return new Place("started", shortPath(created.file()) + ":" + created.line(),
                created.function() == null ? "" : created.function(), code, "",
                StoryWords.doubt(created.confidence(), created.evidence()));
    }

    private static Place at(String role, TaskRef.Place place, @Nullable String coroutine) {
        String function = coroutine == null ? "" : Headline.shortName(coroutine);
        return new Place(role, shortPath(place.file()) + ":" + place.line(), function, "", "", "");
    }

    /** The file's name, with its folder where the name alone says little. */
    public static String shortPath(String file) {
        int slash = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'));
        String name = file.substring(slash + 1);
        if (slash > 0 && SHARED_NAMES.contains(name)) {
            int before = Math.max(file.lastIndexOf('/', slash - 1), file.lastIndexOf('\\', slash - 1));
            return file.substring(before + 1);
        }
        return name;
    }
}
