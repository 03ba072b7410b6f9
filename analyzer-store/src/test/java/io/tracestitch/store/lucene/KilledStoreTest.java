package io.tracestitch.store.lucene;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.tracestitch.store.IncidentStatus;
import io.tracestitch.store.IncidentView;
import io.tracestitch.store.OccurrencePage;
import io.tracestitch.store.OccurrenceRequest;
import io.tracestitch.store.SampleDocuments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A store whose process is killed at any moment keeps what it has acknowledged, and opens. */
class KilledStoreTest {
    private static final int KILLS = 10;
    /** Every so many kills, the process dies while it opens the store. */
    private static final int WHILE_OPENING = 4;

    @TempDir
    private Path temp;

    /** What the killed processes have said: the events below a number, a version, the time of a decision. */
    private int events;
    private int version;
    private int decision;

    @Test
    void everythingAcknowledgedIsThereAfterTenKills() throws Exception {
        Path folder = temp.resolve("store");
        Random random = new Random();
        long seed = random.nextLong();
        random.setSeed(seed);
        for (int kill = 0; kill < KILLS; kill++) {
            boolean early = kill % WHILE_OPENING == WHILE_OPENING - 1;
            run(folder, early ? 0 : 50 + random.nextInt(900), early ? 200 + random.nextInt(400) : 0);
            check(folder, "kill " + kill + " of seed " + seed);
        }
        assertThat(events).isPositive();
        assertThat(decision).isPositive();
    }

    /** Lets a process save until it is killed, so many milliseconds after its first word or, if that is 0, after its start. */
    private void run(Path folder, int afterFirstWord, int afterStart) throws Exception {
        Process child = ChildJvm.start(StoreChild.class, temp.resolve("errors"), folder.toString(), Integer.toString(events));
        List<String> words = new ArrayList<>();
        Thread reader = Thread.ofVirtual().start(() -> read(child, words));
        if (afterStart > 0) {
            Thread.sleep(afterStart);
        } else {
            awaitFirstWord(child, words);
            Thread.sleep(afterFirstWord);
        }
        assertThat(child.isAlive()).as("the process saves until it is killed; its errors are in %s", temp).isTrue();
        child.destroyForcibly();
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        reader.join();
        for (String word : words) {
            int number = Integer.parseInt(word.substring(2));
            switch (word.charAt(0)) {
                case 'E' -> events = number;
                case 'I' -> version = number;
                case 'D' -> decision = number;
                default -> assertThat(word).isEqualTo("O 0");
            }
        }
    }

    private static void awaitFirstWord(Process child, List<String> words) throws InterruptedException {
        for (int i = 0; i < 600 && child.isAlive(); i++) {
            synchronized (words) {
                if (words.stream().anyMatch(word -> word.startsWith("E"))) {
                    return;
                }
            }
            Thread.sleep(100);
        }
    }

    /** Lines that were cut off by the kill say nothing. */
    private static void read(Process child, List<String> words) {
        try (BufferedReader out = child.inputReader()) {
            StringBuilder line = new StringBuilder();
            for (int c = out.read(); c >= 0; c = out.read()) {
                if (c != '\n') {
                    line.append((char) c);
                    continue;
                }
                synchronized (words) {
                    words.add(line.toString());
                }
                line.setLength(0);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void check(Path folder, String when) {
        try (LuceneStore store = LuceneStore.open(LuceneOptions.in(folder))) {
            BitSet kept = new BitSet();
            String cursor = null;
            do {
                OccurrencePage page = store.occurrences(OccurrenceRequest.of(SampleDocuments.INCIDENT, 1_000).after(cursor));
                page.occurrences().forEach(view -> {
                    assertThat(kept.get((int) view.event().position())).as(view.event().id()).isFalse();
                    kept.set((int) view.event().position());
                });
                cursor = page.next();
            } while (cursor != null);
            assertThat(kept.nextClearBit(0)).as(when).isGreaterThanOrEqualTo(events);
            if (version > 0) {
                IncidentView view = store.incident(SampleDocuments.INCIDENT).orElseThrow();
                assertThat(view.incident().version()).as(when).isGreaterThanOrEqualTo(version);
                if (decision > 0) {
                    assertThat(view.status()).as(when).isEqualTo(IncidentStatus.MUTED);
                    assertThat(view.decided().at()).as(when).isAfterOrEqualTo(SampleDocuments.time(decision));
                }
            }
        }
    }
}
