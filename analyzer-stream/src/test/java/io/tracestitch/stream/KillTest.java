package io.tracestitch.stream;

import java.nio.file.Path;

import io.tracestitch.stream.KillRun.Plan;
import io.tracestitch.testbed.KafkaBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The small form of what {@code analyzer-bench/kills} does at length. */
class KillTest {

    @TempDir
    Path folder;

    @Test
    void oneStageAndThePublisherMayBeKilledAtAnyMoment() throws InterruptedException {
        run(new Plan("kills-of-one", 1, 4, true, folder.resolve("store").toString(), 1));
    }

    @Test
    void twoStagesBetweenWhichPartitionsMoveMayBeKilledAtAnyMoment() throws InterruptedException {
        run(new Plan("kills-of-two", 2, 6, false, folder.resolve("store").toString(), 2));
    }

    private void run(Plan plan) throws InterruptedException {
        assertThat(new KillRun(plan, KafkaBroker.shared(), folder, System.out).run()).isEmpty();
    }
}
