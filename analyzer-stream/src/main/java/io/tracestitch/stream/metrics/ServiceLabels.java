package io.tracestitch.stream.metrics;

import java.util.HashSet;
import java.util.Set;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Values of the label {@code service}: the first services have their own, all others share one. Thread-safe. */
final class ServiceLabels {

    /** As many services have a label of their own. */
    static final int MOST = 500;

    /** What all others are called. */
    static final String OTHER = "other";

    private final Set<String> known = new HashSet<>();
    private final Counter beyond;

    ServiceLabels(MeterRegistry registry) {
        beyond = Counter.builder("tracestitch.services.beyond")
                .description("Counted below the service \"other\", because " + MOST + " services have a label of their own already")
                .register(registry);
    }

    /** The label's value for a service. */
    synchronized String label(String service) {
        if (known.contains(service)) {
            return service;
        }
        if (known.size() < MOST) {
            known.add(service);
            return service;
        }
        beyond.increment();
        return OTHER;
    }
}
