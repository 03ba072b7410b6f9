package io.tracestitch.core;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** It does not matter in which portions the bytes of a log come. */
class ChunkInvarianceTest {

    @TestFactory
    Stream<DynamicTest> portionsOfAnySizeGiveTheSameEvents() {
        return CorpusCase.all().stream().map(one -> dynamicTest(one.name(), () -> sameInPortions(one.log())));
    }

    private static void sameInPortions(byte[] log) {
        var whole = Reading.events(log);
        for (int size : new int[] {1, 7, 4096}) {
            assertThat(Reading.inChunks(log, size)).as("portions of %d", size).isEqualTo(whole);
        }
    }
}
