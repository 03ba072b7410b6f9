package io.tracestitch.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.tracestitch.core.incident.Severity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.tracestitch.store.Samples.at;
import static io.tracestitch.store.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Occurrences over time. */
interface TimelineContract extends ContractStore {

    private Timeline timeline(Instant from, Instant to, Duration bucket, @Nullable Field by, Filter... filters) {
        return store().timeline(new TimelineRequest(null, List.of(filters), from, to, bucket, by));
    }

    private static List<Long> counts(Timeline timeline) {
        return timeline.buckets().stream().map(Timeline.Bucket::count).toList();
    }

    @Test
    default void occurrencesAreCountedInBucketsWithoutGaps() {
        save(event("a:1").time(at(0)), event("a:2").time(at(59)), event("a:3").time(at(60)), event("a:4").time(at(240)),
                event("a:5").time(at(-1)), event("a:6").time(at(300)), event("s:1").sightingOf("a:1").time(at(1)));
        Timeline timeline = timeline(at(0), at(300), Duration.ofMinutes(1), null);
        assertThat(counts(timeline)).containsExactly(2L, 1L, 0L, 0L, 1L);
        assertThat(timeline.buckets()).extracting(Timeline.Bucket::start).containsExactly(at(0), at(60), at(120), at(180),
                at(240));
        assertThat(timeline.buckets()).extracting(Timeline.Bucket::by).containsOnly(Map.of());
    }

    @Test
    default void bucketsBeginWhereTheTimelineBegins() {
        save(event("a:1").time(at(29)), event("a:2").time(at(30)), event("a:3").time(at(99)));
        Timeline timeline = timeline(at(-30), at(100), Duration.ofMinutes(1), null);
        assertThat(counts(timeline)).containsExactly(1L, 1L, 1L);
        assertThat(timeline.buckets().getLast().start()).isEqualTo(at(90));
    }

    @Test
    default void countsAreSplitByTheMostFrequentValues() {
        List<EventDocument> events = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            events.add(event("a:" + i).time(at(i)).service("s" + Math.min(i, 24)).severity(Severity.values()[i % 2]).make());
        }
        saveAll(Batch.ofEvents(events));
        Timeline bySeverity = timeline(at(0), at(30), Duration.ofSeconds(10), Field.SEVERITY);
        assertThat(bySeverity.buckets()).extracting(Timeline.Bucket::by).containsOnly(Map.of("info", 5L, "warning", 5L));
        Timeline byService = timeline(at(0), at(30), Duration.ofSeconds(30), Field.SERVICE);
        assertThat(byService.buckets()).singleElement().satisfies(bucket -> {
            assertThat(bucket.count()).isEqualTo(30);
            assertThat(bucket.by()).hasSize(TimelineRequest.MAX_SERIES).containsEntry("s24", 6L);
        });
        assertThat(timeline(at(0), at(30), Duration.ofSeconds(30), Field.PATTERN).buckets().getFirst().by())
                .isEqualTo(Map.of(Field.NONE, 30L));
    }

    @Test
    default void filtersAndIncidentsNarrowATimeline() {
        save(event("a:1").time(at(1)).text("needle"), event("a:2").time(at(2)), event("b:1").of("f2").time(at(3)).text("needle"));
        assertThat(counts(timeline(at(0), at(10), Duration.ofSeconds(10), null, new Filter.Text("needle")))).containsExactly(2L);
        assertThat(counts(store().timeline(new TimelineRequest("f2", List.of(), at(0), at(10), Duration.ofSeconds(10), null))))
                .containsExactly(1L);
    }

    @Test
    default void timelinesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> timeline(at(1), at(1), Duration.ofSeconds(1), null)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> timeline(at(0), at(10), Duration.ZERO, null)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> timeline(at(0), at(3_000), Duration.ofSeconds(1), null))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> timeline(Instant.MIN, Instant.MAX, Duration.ofSeconds(Long.MAX_VALUE), null))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> timeline(at(0), at(10), Duration.ofSeconds(1), Field.STATUS))
                .isInstanceOf(InvalidRequestException.class);
    }
}
