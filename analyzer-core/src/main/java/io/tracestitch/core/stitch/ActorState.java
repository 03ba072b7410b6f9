package io.tracestitch.core.stitch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.asyncio.DumpStack;
import io.tracestitch.core.traceback.Frame;

/** Tasks and threads of a moment that is not complete yet, in the saved state. */
final class ActorState {

    private static final Wait.Kind[] KINDS = Wait.Kind.values();
    private static final DumpStack.Form[] FORMS = DumpStack.Form.values();

    private ActorState() {
    }

    static void save(DataOutput out, Actor a) throws IOException {
        Wire.text(out, a.name());
        Wire.text(out, a.id());
        out.writeByte(a.form().ordinal());
        out.writeBoolean(a.idle());
        out.writeBoolean(a.current());
        out.writeInt(a.frames().size());
        for (Frame f : a.frames()) {
            Wire.text(out, f.file());
            out.writeInt(f.line());
            Wire.text(out, f.function());
            Wire.text(out, f.code());
        }
        out.writeByte(a.waits().kind().ordinal());
        out.writeInt(a.waits().at() == null ? -1 : a.frames().indexOf(a.waits().at()));
        Wire.text(out, a.waits().subject());
        out.writeBoolean(a.waits().certain());
        Wire.text(out, a.waitsForTask());
        out.writeInt(a.awaitedBy().size());
        for (DumpStack.Ref by : a.awaitedBy()) {
            Wire.text(out, by.name());
            Wire.text(out, by.id());
        }
        out.writeBoolean(a.awaited());
    }

    static Actor restore(DataInput in) throws IOException {
        String name = Wire.text(in);
        String id = Wire.textOrNull(in);
        DumpStack.Form form = FORMS[in.readByte()];
        boolean idle = in.readBoolean();
        boolean current = in.readBoolean();
        List<Frame> frames = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            frames.add(Frame.of(Wire.text(in), in.readInt(), Wire.text(in), Wire.textOrNull(in)));
        }
        Wait.Kind kind = KINDS[in.readByte()];
        int at = in.readInt();
        Wait waits = new Wait(kind, at < 0 ? null : frames.get(at), Wire.textOrNull(in), in.readBoolean());
        String task = Wire.textOrNull(in);
        List<DumpStack.Ref> awaitedBy = new ArrayList<>();
        int links = in.readInt();
        for (int i = 0; i < links; i++) {
            awaitedBy.add(new DumpStack.Ref(Wire.textOrNull(in), Wire.textOrNull(in)));
        }
        return new Actor(name, id, form, idle, current, List.copyOf(frames), waits, task, List.copyOf(awaitedBy), in.readBoolean());
    }
}
