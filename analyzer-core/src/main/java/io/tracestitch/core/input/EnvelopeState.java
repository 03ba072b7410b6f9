package io.tracestitch.core.input;

import java.io.IOException;

import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import org.jspecify.annotations.Nullable;

/** Envelopes in the saved state. */
public final class EnvelopeState {

    private EnvelopeState() {
    }

    /** Writes an envelope or null. */
    public static void write(@Nullable Envelope envelope, StateOutput out) throws IOException {
        out.writeBoolean(envelope != null);
        if (envelope == null) {
            return;
        }
        out.text(envelope.writer());
        out.text(envelope.time());
        out.text(envelope.level());
        out.text(envelope.logger());
        out.text(envelope.process());
        out.text(envelope.thread());
        out.text(envelope.task());
        Context context = envelope.context();
        out.text(context.request());
        out.text(context.host());
        out.text(context.processStart());
        out.text(context.taskId());
        out.text(context.parentTask());
        out.text(context.failedTaskId());
        out.writeBoolean(envelope.complete());
    }

    /** Reads an envelope or null. */
    public static @Nullable Envelope read(StateInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        return new Envelope(in.text(), in.textOrNull(), in.textOrNull(), in.textOrNull(), in.textOrNull(), in.textOrNull(),
                in.textOrNull(), new Context(in.textOrNull(), in.textOrNull(), in.textOrNull(), in.textOrNull(), in.textOrNull(),
                in.textOrNull()), in.readBoolean());
    }
}
