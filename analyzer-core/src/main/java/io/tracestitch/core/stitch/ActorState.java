package io.tracestitch.core.stitch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.asyncio.DumpStack;
import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import io.tracestitch.core.traceback.Frame;

/** Tasks and threads of a moment that is not complete yet, in the saved state. */
final class ActorState {

    private static final Wait.Kind[] KINDS = Wait.Kind.values();
    private static final DumpStack.Form[] FORMS = DumpStack.Form.values();

    private ActorState() {
    }

    static void save(StateOutput out, Actor a) throws IOException {
        out.text(a.name());
        out.text(a.id());
        out.constant(a.form());
        out.writeBoolean(a.idle());
        out.writeBoolean(a.current());
        out.number(a.frames().size());
        for (Frame f : a.frames()) {
            out.text(f.file());
            out.writeInt(f.line());
            out.text(f.function());
            out.text(f.code());
        }
        out.constant(a.waits().kind());
        out.number(a.waits().at() == null ? 0 : 1 + a.frames().indexOf(a.waits().at()));
        out.text(a.waits().subject());
        out.writeBoolean(a.waits().certain());
        out.text(a.waitsForTask());
        out.number(a.awaitedBy().size());
        for (DumpStack.Ref by : a.awaitedBy()) {
            out.text(by.name());
            out.text(by.id());
        }
        out.writeBoolean(a.awaited());
    }

    static Actor restore(StateInput in) throws IOException {
        String name = in.text();
        String id = in.textOrNull();
        DumpStack.Form form = in.constant(FORMS);
        boolean idle = in.readBoolean();
        boolean current = in.readBoolean();
        List<Frame> frames = new ArrayList<>();
        int count = in.count(Integer.MAX_VALUE);
        for (int i = 0; i < count; i++) {
            frames.add(Frame.of(in.text(), in.readInt(), in.text(), in.textOrNull()));
        }
        Wait.Kind kind = in.constant(KINDS);
        int at = in.number(frames.size()) - 1;
        Wait waits = new Wait(kind, at < 0 ? null : frames.get(at), in.textOrNull(), in.readBoolean());
        String task = in.textOrNull();
        List<DumpStack.Ref> awaitedBy = new ArrayList<>();
        int links = in.count(Integer.MAX_VALUE);
        for (int i = 0; i < links; i++) {
            awaitedBy.add(new DumpStack.Ref(in.textOrNull(), in.textOrNull()));
        }
        return new Actor(name, id, form, idle, current, List.copyOf(frames), waits, task, List.copyOf(awaitedBy), in.readBoolean());
    }
}
