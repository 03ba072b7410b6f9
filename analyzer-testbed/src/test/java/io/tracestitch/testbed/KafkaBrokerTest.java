package io.tracestitch.testbed;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KafkaBrokerTest {

    @Test
    void whatWasWrittenBeforeAKillIsThereAfterTheRestart() {
        try (KafkaBroker broker = KafkaBroker.start()) {
            String address = broker.bootstrapServers();
            broker.topics().create("logs", 2);
            broker.topics().produce(List.of(record("before"), record("before too")));
            broker.kill();
            broker.restart();
            assertThat(broker.bootstrapServers()).isEqualTo(address);
            broker.topics().produce(List.of(record("after")));
            assertThat(broker.topics().await("logs", 3, Duration.ofSeconds(10)))
                    .extracting(r -> new String(r.value(), StandardCharsets.UTF_8)).containsExactly("before", "before too", "after");
        }
    }

    @Test
    void theSharedBrokerIsStartedOnce() {
        assertThat(KafkaBroker.shared()).isSameAs(KafkaBroker.shared());
        assertThat(KafkaBroker.shared().topics().read(topic("empty"))).isEmpty();
    }

    @Test
    void aServerThatCannotStartFailsLoudly(@TempDir Path folder) {
        try (JavaProcess process = JavaProcess.start(BrokerProcess.class, List.of(), List.of(folder + "/none"), folder.resolve("log"))) {
            assertThatThrownBy(() -> process.await(() -> false, Duration.ofSeconds(30)))
                    .hasMessageContaining("status 1").hasMessageContaining("NoSuchFileException");
        }
    }

    private static String topic(String name) {
        KafkaBroker.shared().topics().create(name, 1);
        return name;
    }

    private static ProducerRecord<byte[], byte[]> record(String value) {
        return new ProducerRecord<>("logs", 0, null, value.getBytes(StandardCharsets.UTF_8));
    }
}
