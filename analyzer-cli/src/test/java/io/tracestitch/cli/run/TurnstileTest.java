package io.tracestitch.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Order and back-pressure. */
@Timeout(20)
class TurnstileTest {

    private final List<String> out = new ArrayList<>();

    @Test
    void laterStreamsWaitForTheirTurn() throws Exception {
        Turnstile<String> turnstile = new Turnstile<>(3, 100, out::add);
        turnstile.submit(2, "c1", 1);
        turnstile.submit(1, "b1", 1);
        turnstile.submit(0, "a1", 1);
        turnstile.finish(2);
        assertThat(out).containsExactly("a1");
        turnstile.finish(0);
        assertThat(out).containsExactly("a1", "b1");
        turnstile.submit(1, "b2", 1);
        turnstile.finish(1);
        assertThat(out).containsExactly("a1", "b1", "b2", "c1");
    }

    @Test
    void aLaterStreamStopsWhenTooMuchWaitsAndGoesOnInItsTurn() throws Exception {
        Turnstile<String> turnstile = new Turnstile<>(2, 10, out::add);
        CountDownLatch full = new CountDownLatch(1);
        List<Exception> failures = new ArrayList<>();
        Thread later = Thread.ofPlatform().start(() -> {
            try {
                turnstile.submit(1, "b1", 11);
                full.countDown();
                turnstile.submit(1, "b2", 11);
                turnstile.finish(1);
            } catch (Exception e) {
                failures.add(e);
            }
        });
        assertThat(full.await(5, TimeUnit.SECONDS)).isTrue();
        later.join(200);
        assertThat(later.isAlive()).isTrue();
        turnstile.submit(0, "a1", 1_000_000);
        turnstile.finish(0);
        later.join(5000);
        assertThat(failures).isEmpty();
        assertThat(out).containsExactly("a1", "b1", "b2");
    }

    @Test
    void abortWakesWhoWaits() throws Exception {
        Turnstile<String> turnstile = new Turnstile<>(2, 0, out::add);
        turnstile.submit(1, "b1", 1);
        Thread.ofPlatform().start(turnstile::abort);
        assertThatThrownBy(() -> turnstile.submit(1, "b2", 1)).isInstanceOf(CancelledException.class);
    }
}
