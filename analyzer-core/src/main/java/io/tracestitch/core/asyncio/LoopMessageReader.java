package io.tracestitch.core.asyncio;

import java.util.List;

import io.tracestitch.core.asyncio.LoopMessage.Kind;
import org.jspecify.annotations.Nullable;

/** Puts a {@link LoopMessage} together. Mutable, for one message. */
final class LoopMessageReader {

    private final String message;
    private final int firstLineEnd;
    private final boolean known;
    private Kind kind;

    private @Nullable Double seconds;
    private @Nullable TaskRepr task;
    private @Nullable FutureRepr future;
    private @Nullable ScheduledRepr handle;
    private @Nullable CoroutineRepr coroutine;
    private List<ContextEntry> context = List.of();
    private List<StackFrame> creationStack = List.of();
    private List<StackFrame> handleStack = List.of();

    /** @param kind what the first line tells, or null if only the context does */
    LoopMessageReader(String message, int firstLineEnd, @Nullable Kind kind) {
        this.message = message;
        this.firstLineEnd = firstLineEnd;
        this.known = kind != null;
        this.kind = kind == null ? Kind.LOOP_ERROR : kind;
    }

    LoopMessage read() {
        switch (kind) {
            case SLOW_CALLBACK -> slowCallback();
            case COROUTINE_NEVER_AWAITED -> neverAwaited();
            default -> context();
        }
        if (kind == Kind.LOOP_ERROR && task == null && message.startsWith("Task <")) {
            take(Reprs.parse(message, 5, firstLineEnd));
        }
        if (kind == Kind.FUTURE_EXCEPTION_NEVER_RETRIEVED && task != null) {
            kind = Kind.TASK_EXCEPTION_NEVER_RETRIEVED;
        }
        return new LoopMessage(kind, message.substring(0, firstLineEnd), known, seconds, task, future, handle, coroutine,
                List.copyOf(context), creationStack, handleStack, createdAt());
    }

    private void slowCallback() {
        int took = KnownMessages.tookAt(message, 0, firstLineEnd);
        take(Reprs.parse(message, KnownMessages.EXECUTING.length(), took));
        seconds = seconds(took + KnownMessages.TOOK.length());
    }

    private @Nullable Double seconds(int from) {
        int end = Names.digitsEnd(message, from, firstLineEnd);
        if (end < firstLineEnd && message.charAt(end) == '.') {
            end = Names.digitsEnd(message, end + 1, firstLineEnd);
        }
        return Names.decimal(message, from, end);
    }

    private void neverAwaited() {
        take(Reprs.parse(message, 0, firstLineEnd));
        creationStack = StackReader.read(message, Math.min(firstLineEnd + 1, message.length()), message.length());
    }

    private void context() {
        if (firstLineEnd == message.length()) {
            return;
        }
        context = ContextBlock.read(message, firstLineEnd + 1);
        for (ContextEntry entry : context) {
            String value = entry.value();
            switch (entry.key()) {
                case "future", "task", "handle" -> take(Reprs.parse(value));
                case LoopMessage.SOURCE_TRACEBACK -> creationStack = StackReader.read(value, 0, value.length());
                case LoopMessage.HANDLE_TRACEBACK -> handleStack = StackReader.read(value, 0, value.length());
                default -> {
                }
            }
        }
    }

    private void take(AsyncRepr repr) {
        switch (repr) {
            case TaskRepr t -> task = t;
            case FutureRepr f -> future = f;
            case ScheduledRepr h -> handle = h;
            case CoroutineRepr c -> coroutine = c;
            default -> {
            }
        }
    }

    private @Nullable Place createdAt() {
        for (int i = creationStack.size() - 1; i >= 0; i--) {
            Place place = creationStack.get(i).place();
            if (!place.inAsyncio()) {
                return place;
            }
        }
        Place place = task != null ? task.createdAt()
                : future != null ? future.createdAt()
                : handle != null ? handle.createdAt()
                : coroutine != null ? coroutine.createdAt() : null;
        return place == null || place.inAsyncio() ? null : place;
    }
}
