package io.tracestitch.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.tracestitch.core.state.StateForm;
import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/** Whatever is restored, it is refused, or the analyzer goes on: no other exception, no hang, no memory without bytes behind it. */
class SavedStateFuzzTest {

    private static final long SEED = 20261125;
    private static final int TRIES = 4_000;
    private static final Map<StatePart, StateForm> FORMS = Map.of(StatePart.READING, new StateForm('R', 1), StatePart.STALLS,
            new StateForm('W', 1), StatePart.STITCHING, new StateForm('S', 1));
    private static final byte[] NEXT = ("ValueError: x\n2026-11-23 18:49:03,022 ERROR app: it failed\nTraceback (most recent call last):\n"
            + "  File \"/srv/a.py\", line 1, in f\n    g()\nValueError: x\n{\"level\":\"INFO\",\"message\":\"m\",\"taskName\":\"Task-1\"}\n")
            .getBytes(StandardCharsets.UTF_8);

    private final Random random = new Random(SEED);
    private final Analyzer analyzer = new Analyzer(Reading.OPTIONS, event -> { });
    private final List<CorpusCase> logs = CorpusCase.all();
    private int refused;

    @Test
    void damageBehindTheChecksumIsRefusedOrHarmless() {
        assertTimeout(Duration.ofMinutes(2), () -> {
            for (int i = 0; i < TRIES; i++) {
                CorpusCase log = logs.get(random.nextInt(logs.size()));
                int cut = random.nextInt(log.log().length + 1);
                analyzer.feed("a", log.log(), 0, cut);
                StatePart part = StatePart.values()[random.nextInt(3)];
                byte[] saved = analyzer.save("a", part);
                analyzer.forget("a");
                StateOutput body = new StateOutput();
                body.write(damaged(FORMS.get(part).open(saved).readAllBytes()));
                tryOut(part, FORMS.get(part).seal(body), Arrays.copyOfRange(log.log(), cut, log.log().length), log.name() + " at " + cut);
            }
        });
        assertThat(refused).isBetween(TRIES / 20, TRIES - TRIES / 20);
    }

    @Test
    void anyBytesAreRefused() {
        for (int i = 0; i < TRIES; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            byte[] head = {'T', 's', (byte) "RWS".charAt(random.nextInt(3)), 1, (byte) random.nextInt(2)};
            System.arraycopy(head, 0, bytes, 0, Math.min(bytes.length, random.nextInt(head.length + 1)));
            for (StatePart part : StatePart.values()) {
                assertThatThrownBy(() -> analyzer.restore("a", part, bytes)).isInstanceOf(IOException.class);
            }
        }
        assertThat(analyzer.sources()).isEmpty();
    }

    @Test
    void aLengthThatTheBytesCannotHoldIsRefusedBeforeAnythingIsAllocated() throws IOException {
        for (int deflated = 0; deflated < 2; deflated++) {
            StateOutput state = new StateOutput();
            state.write(new byte[] {'T', 's', 'R', 1, (byte) deflated});
            state.number(Integer.MAX_VALUE - 8);
            state.writeInt(0);
            state.write(new byte[100]);
            assertThatThrownBy(() -> analyzer.restore("a", StatePart.READING, state.toByteArray())).isInstanceOf(IOException.class)
                    .hasMessageContaining("cut off");
        }
        StateOutput text = new StateOutput();
        text.number(Integer.MAX_VALUE);
        assertThatThrownBy(() -> new StateInput(text.toByteArray()).bytes()).isInstanceOf(IOException.class)
                .hasMessageContaining("0 are left");
    }

    private byte[] damaged(byte[] body) {
        byte[] out = body.clone();
        int changes = 1 + random.nextInt(3);
        for (int k = 0; k < changes && out.length > 0; k++) {
            int at = random.nextInt(out.length);
            switch (random.nextInt(4)) {
                case 0 -> out[at] = (byte) random.nextInt(256);
                case 1 -> out[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> out[at]++;
                default -> out = Arrays.copyOf(out, at);
            }
        }
        return out;
    }

    private void tryOut(StatePart part, byte[] state, byte[] rest, String what) {
        try {
            analyzer.restore("a", part, state);
        } catch (IOException e) {
            refused++;
            return;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(part + " of " + what, e);
        }
        try {
            for (StatePart again : StatePart.values()) {
                analyzer.save("a", again);
            }
            analyzer.feed("a", NEXT, 0, NEXT.length);
            analyzer.feed("a", rest, 0, rest.length);
            analyzer.finish("a");
        } catch (RuntimeException | Error e) {
            throw new AssertionError("behind " + part + " of " + what, e);
        }
    }
}
