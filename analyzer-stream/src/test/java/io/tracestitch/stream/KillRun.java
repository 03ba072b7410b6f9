package io.tracestitch.stream;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.EventReader;
import io.tracestitch.core.incident.Incident;
import io.tracestitch.core.incident.IncidentReader;
import io.tracestitch.store.IncidentStore;
import io.tracestitch.store.OccurrencePage;
import io.tracestitch.store.OccurrenceRequest;
import io.tracestitch.testbed.JavaProcess;
import io.tracestitch.testbed.KafkaBroker;
import io.tracestitch.testbed.KafkaTopics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * Stages and a publisher under load, killed at random moments. Afterwards what they published, and what the store holds, has to be what
 * the core finds in the same records in one go: none missing, none twice.
 */
final class KillRun {

    private static final int SOURCES = 24;
    private static final int RECORDS_A_SECOND = 2_000;
    private static final Duration SETTLE = Duration.ofSeconds(180);
    private static final Duration START = Duration.ofSeconds(60);
    private static final int PAGE = 1_000;
    /** One kill in so many hits the publisher. */
    private static final int PUBLISHER_SHARE = 4;
    private static final int MAX_PAUSE_MILLIS = 3_000;

    /**
     * How it is done.
     *
     * @param name of the topics and the application
     * @param instances stages
     * @param kills how many processes are killed
     * @param lasting whether the stages keep their names over restarts (static membership)
     * @param store folder or address
     * @param seed of the logs and of the moments
     */
    record Plan(String name, int instances, int kills, boolean lasting, String store, long seed) {
    }

    private final Plan plan;
    private final KafkaBroker broker;
    private final Path folder;
    private final PrintStream log;
    private final Random random;
    private final List<JavaProcess> processes = new ArrayList<>();
    private volatile boolean writing = true;
    private long written;
    private int starts;

    KillRun(Plan plan, KafkaBroker broker, Path folder, PrintStream log) {
        this.plan = plan;
        this.broker = broker;
        this.folder = folder;
        this.log = log;
        this.random = new Random(plan.seed());
    }

    /** Does it; gives back what is wrong, one line each. */
    List<String> run() throws InterruptedException {
        TopicOptions topics = StageProcess.topics(plan.name());
        broker.topics().create(topics.inputs().getFirst(), 4);
        Thread writer = Thread.ofPlatform().name("writer").start(this::write);
        try {
            for (int i = 0; i <= plan.instances(); i++) {
                processes.add(start(i));
            }
            for (int kill = 1; kill <= plan.kills(); kill++) {
                killAndRestart(kill);
            }
            writing = false;
            writer.join();
            log.println("written: " + written + " records; waiting for the rest");
            return compare(topics);
        } finally {
            writing = false;
            writer.join();
            processes.forEach(JavaProcess::kill);
        }
    }

    private void write() {
        LogWriter logs = new LogWriter(StageProcess.topics(plan.name()).inputs().getFirst(), SOURCES, plan.seed(), Instant.now());
        try (KafkaProducer<byte[], byte[]> producer = broker.topics().producer()) {
            long start = System.nanoTime();
            while (writing) {
                producer.send(logs.next());
                written++;
                long due = start + written * 1_000_000_000L / RECORDS_A_SECOND;
                long early = (due - System.nanoTime()) / 1_000_000;
                if (early > 5) {
                    Thread.sleep(early);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JavaProcess start(int number) {
        boolean stage = number < plan.instances();
        String instance = plan.lasting() && stage ? plan.name() + "-" + number : "";
        Path itsLog = folder.resolve((stage ? "stage-" + number : "publisher") + "-" + ++starts + ".log");
        return JavaProcess.start(StageProcess.class, List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"),
                List.of(stage ? "stage" : "publisher", broker.bootstrapServers(), plan.name(), instance,
                        stage ? folder.resolve("state-" + number).toString() : plan.store()), itsLog);
    }

    private void killAndRestart(int kill) throws InterruptedException {
        int victim = random.nextInt(PUBLISHER_SHARE) == 0 ? plan.instances() : random.nextInt(plan.instances());
        JavaProcess process = processes.get(victim);
        // Most are killed at work, some while they start or read their state.
        boolean early = random.nextInt(4) == 0;
        if (!early) {
            process.await(() -> process.output().contains(StageProcess.READY), START);
        }
        Thread.sleep(random.nextInt(MAX_PAUSE_MILLIS));
        String what = (victim < plan.instances() ? "stage " + victim : "publisher") + (early ? ", maybe while it starts" : ", at work");
        process.kill();
        // Sometimes longer than the session, so that partitions move to the other instance and back.
        int away = random.nextInt(4) == 0 && plan.instances() > 1 ? 8_000 : random.nextInt(500);
        Thread.sleep(away);
        processes.set(victim, start(victim));
        log.println(Instant.now() + " kill " + kill + " of " + plan.kills() + ": " + what + ", away for " + away + " ms, "
                + written + " records written");
    }

    private List<String> compare(TopicOptions topics) throws InterruptedException {
        KafkaTopics kafka = broker.topics();
        StageOptions options = StageProcess.options(broker.bootstrapServers(), plan.name(), "", folder);
        Map<String, String> expected = ExpectedEvents.of(kafka.read(topics.inputs().getFirst()), options.analyzer());
        long end = System.nanoTime() + SETTLE.toNanos();
        List<String> wrong = wrong(expected, kafka, topics);
        while (!wrong.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(1_000);
            wrong = wrong(expected, kafka, topics);
        }
        if (!wrong.isEmpty()) {
            return wrong;
        }
        processes.getLast().stop();
        List<String> inStore = store(expected);
        log.println("expected: " + expected.size() + " events, " + new TreeSet<>(expected.values()).size() + " occurrences");
        return inStore;
    }

    private static List<String> wrong(Map<String, String> expected, KafkaTopics kafka, TopicOptions topics) {
        List<String> wrong = new ArrayList<>();
        Map<String, String> found = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : kafka.read(topics.occurrences())) {
            try {
                Event event = EventReader.read(record.value());
                ExpectedEvents.add(event, found);
            } catch (IOException | IllegalStateException e) {
                wrong.add("in the topic: " + e.getMessage());
            }
        }
        differences("in the topic", expected, found, wrong);
        Map<String, Long> counts = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : kafka.read(topics.incidents())) {
            try {
                Incident incident = IncidentReader.read(record.value());
                counts.put(incident.id(), incident.count());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        long counted = counts.values().stream().mapToLong(Long::longValue).sum();
        long occurrences = expected.entrySet().stream().filter(e -> e.getKey().equals(e.getValue())).count();
        if (counted != occurrences) {
            wrong.add("incidents count " + counted + " occurrences, not " + occurrences);
        }
        return wrong;
    }

    private List<String> store(Map<String, String> expected) throws InterruptedException {
        List<String> wrong = new ArrayList<>();
        long end = System.nanoTime() + SETTLE.toNanos();
        do {
            wrong.clear();
            JavaProcess publisher = start(plan.instances());
            Thread.sleep(5_000);
            publisher.stop();
            Map<String, String> found = new TreeMap<>();
            try (IncidentStore store = StageProcess.store(plan.store())) {
                store.refresh();
                OccurrenceRequest request = OccurrenceRequest.latest(PAGE);
                OccurrencePage page = store.occurrences(request);
                while (true) {
                    page.occurrences().stream().filter(o -> o.event().kind() != EventKind.STALL).forEach(o -> {
                        if (found.put(o.event().id(), o.event().occurrence()) != null) {
                            wrong.add("in the store: " + o.event().id() + " comes twice");
                        }
                        o.sightings().forEach(s -> found.put(s.id(), s.occurrence()));
                    });
                    if (page.next() == null) {
                        break;
                    }
                    page = store.occurrences(request.after(page.next()));
                }
            }
            differences("in the store", expected, found, wrong);
        } while (!wrong.isEmpty() && System.nanoTime() < end);
        return wrong;
    }

    private static void differences(String where, Map<String, String> expected, Map<String, String> found, List<String> wrong) {
        expected.forEach((id, occurrence) -> {
            String its = found.get(id);
            if (its == null) {
                wrong.add(where + ": " + id + " is missing");
            } else if (!its.equals(occurrence)) {
                wrong.add(where + ": " + id + " reports " + its + ", not " + occurrence);
            }
        });
        found.keySet().stream().filter(id -> !expected.containsKey(id)).forEach(id -> wrong.add(where + ": " + id + " should not be there"));
    }

    /** {@code --kills N --instances N --store FOLDER-or-URL --seed N --folder FOLDER}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> given = new HashMap<>(Map.of("--kills", "200", "--seed", "1"));
        for (int i = 0; i + 1 < args.length; i += 2) {
            given.put(args[i], args[i + 1]);
        }
        Path folder = Files.createDirectories(Path.of(given.get("--folder")));
        int kills = Integer.parseInt(given.get("--kills"));
        long seed = Long.parseLong(given.get("--seed"));
        List<String> wrong = new ArrayList<>();
        try (KafkaBroker broker = KafkaBroker.startForLoad()) {
            // Half of the kills hit one instance with a lasting name, half of them hit two that come and go.
            for (int instances = 1; instances <= 2; instances++) {
                int share = instances == 1 ? kills / 2 : kills - kills / 2;
                if (share > 0) {
                    Path its = Files.createDirectories(folder.resolve(instances + "-instances"));
                    String store = given.containsKey("--elasticsearch") ? given.get("--elasticsearch") : its.resolve("store").toString();
                    System.out.println(share + " kills, " + instances + " instances of the stage, store " + store);
                    wrong.addAll(new KillRun(new Plan("kills-" + instances, instances, share, instances == 1, store, seed), broker, its,
                            System.out).run());
                }
            }
        }
        wrong.stream().limit(50).forEach(System.out::println);
        System.out.println(wrong.isEmpty() ? "PASSED: none missing, none twice after " + kills + " kills" : "FAILED: " + wrong.size()
                + " differences");
        System.exit(wrong.isEmpty() ? 0 : 1);
    }
}
