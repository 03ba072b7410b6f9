package io.tracestitch.cli.doctor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tracestitch.cli.config.Nearest;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The names of the properties that Kafka knows. It takes others too, for plug-ins, so an unknown one is only told. */
final class PropertyNames {

    private static final Map<String, Set<String>> BY_PREFIX = Map.of(
            "main.consumer.", ConsumerConfig.configNames(),
            "restore.consumer.", ConsumerConfig.configNames(),
            "global.consumer.", ConsumerConfig.configNames(),
            "consumer.", ConsumerConfig.configNames(),
            "producer.", ProducerConfig.configNames(),
            "admin.", AdminClientConfig.configNames());

    private PropertyNames() {
    }

    /** What to say about each name that Kafka does not know. */
    static List<String> unknown(Set<String> names) {
        Set<String> all = new HashSet<>(StreamsConfig.configDef().names());
        BY_PREFIX.forEach((prefix, known) -> {
            all.addAll(known);
            known.forEach(name -> all.add(prefix + name));
        });
        List<String> out = new ArrayList<>();
        for (String name : names) {
            if (!all.contains(name) && !name.startsWith("topic.")) {
                out.add("kafka.properties." + name + " is no property that Kafka knows" + Nearest.hint(name, all));
            }
        }
        return out;
    }
}
