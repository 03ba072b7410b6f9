package io.tracestitch.core;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import io.tracestitch.core.incident.Event;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Logs of real CPythons 3.7 to 3.14: every failure is found, whole and right, and nothing else. */
class CorpusTest {

    /** Of logs of several writers that nothing tells apart, this share of the exceptions must be whole. */
    private static final double WHOLE_OF_BARE = 0.75;

    /** Of the second corpus this share must be whole; what is missing is known, and the share may only rise. */
    private static final double WHOLE_OF_STREAMS = 0.95;

    /** Of the third corpus, but for mixes that nothing tells apart, this share must be whole. */
    private static final double WHOLE_OF_FIELDWORK = 0.99;

    /** So many of its cases may have a miss of any kind. */
    private static final int FLAWED_FIELDWORK = 2;

    @TestFactory
    Stream<DynamicTest> everyFailureIsFoundWholeAndNothingElse() {
        return CorpusCase.all().stream().filter(one -> !one.isBare())
                .map(one -> dynamicTest(one.name(), () -> assertThat(score(one).misses()).isEmpty()));
    }

    @Test
    void ofWritersThatNothingTellsApartMostFailuresAreWhole() {
        List<CorpusScore> scores = CorpusCase.all().stream().filter(CorpusCase::isBare).map(CorpusTest::score).toList();
        int wanted = scores.stream().mapToInt(CorpusScore::wanted).sum();
        int trees = scores.stream().mapToInt(CorpusScore::trees).sum();
        assertThat(trees).as("of %d", wanted).isGreaterThanOrEqualTo((int) Math.ceil(wanted * WHOLE_OF_BARE));
    }

    @Test
    void ofTheStreamsNearlyAllFailuresAreWhole() {
        List<CorpusScore> scores = CorpusCase.streams().stream().map(CorpusTest::score).toList();
        int wanted = scores.stream().mapToInt(CorpusScore::wanted).sum();
        int trees = scores.stream().mapToInt(CorpusScore::trees).sum();
        assertThat(wanted).isGreaterThan(500);
        assertThat(trees).as("of %d", wanted).isGreaterThanOrEqualTo((int) Math.ceil(wanted * WHOLE_OF_STREAMS));
    }

    @Test
    void ofTheFieldworkNearlyAllFailuresAreWholeAndHardlyAnyCaseHasAMiss() {
        List<CorpusScore> scores = CorpusCase.fieldwork().stream().filter(one -> !one.isBare()).map(CorpusTest::score).toList();
        int wanted = scores.stream().mapToInt(CorpusScore::wanted).sum();
        int trees = scores.stream().mapToInt(CorpusScore::trees).sum();
        assertThat(wanted).isGreaterThan(300);
        assertThat(trees).as("of %d", wanted).isGreaterThanOrEqualTo((int) Math.ceil(wanted * WHOLE_OF_FIELDWORK));
        assertThat(scores.stream().map(CorpusScore::misses).filter(misses -> !misses.isEmpty()))
                .hasSizeLessThanOrEqualTo(FLAWED_FIELDWORK);
    }

    @Test
    void theTruthDemandsMuch() {
        assertThat(CorpusCase.all()).hasSizeGreaterThan(250);
        assertThat(CorpusCase.all().stream().flatMap(one -> one.truth().stream())).hasSizeGreaterThan(500);
    }

    @Test
    void aLostOrDamagedEventIsAMiss() {
        CorpusCase one = CorpusCase.all().stream().filter(c -> c.name().equals("unretrieved--default--plain--py3.13")).findFirst()
                .orElseThrow();
        List<Event> events = Reading.events(one.log());
        assertThat(CorpusScore.of(one, List.of()).misses()).hasSize(3).anyMatch(m -> m.startsWith("not found whole"))
                .anyMatch(m -> m.startsWith("no event of the kind")).anyMatch(m -> m.endsWith("is not reported"));
        assertThat(CorpusScore.of(one, Reading.events(new String(one.log(), StandardCharsets.UTF_8).replace("line ", "line 9")))
                .misses()).hasSize(1);
        List<Event> twice = Stream.concat(events.stream(), events.stream()).toList();
        assertThat(CorpusScore.of(one, twice).misses()).hasSize(1).first().asString().startsWith("no process raised");
    }

    private static CorpusScore score(CorpusCase one) {
        return CorpusScore.of(one, Reading.events(one.log()));
    }
}
