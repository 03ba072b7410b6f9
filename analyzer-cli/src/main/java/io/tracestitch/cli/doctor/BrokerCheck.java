package io.tracestitch.cli.doctor;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import io.tracestitch.cli.service.KafkaFailure;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;

/** Whether a broker answers. All else about Kafka makes sense only then. */
final class BrokerCheck {

    static final String SUBJECT = "broker";

    private BrokerCheck() {
    }

    /** Asks the cluster who it is; returns whether it answered. */
    static boolean run(Admin admin, String servers, Consumer<Finding> findings) throws InterruptedException {
        long start = System.nanoTime();
        try {
            DescribeClusterResult cluster = admin.describeCluster();
            int nodes = cluster.nodes().get().size();
            findings.accept(Finding.ok(SUBJECT, nodes + (nodes == 1 ? " broker" : " brokers") + " at " + servers + ", cluster "
                    + cluster.clusterId().get() + ", answered in " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms"));
            return true;
        } catch (ExecutionException e) {
            findings.accept(failed(e, servers));
            return false;
        }
    }

    /** A finding from what a client threw: the sentence says what to look at. */
    static Finding failed(Throwable e, String servers) {
        String[] parts = KafkaFailure.of(e, servers).why().split("; ", 2);
        String advice = parts.length == 1 ? "" : Character.toUpperCase(parts[1].charAt(0)) + parts[1].substring(1);
        return Finding.fail(SUBJECT, parts[0], advice);
    }
}
