package io.tracestitch.store;

import java.time.Instant;

/** Numbered documents for tests of other packages. */
public final class SampleDocuments {
    /** The incident that all numbered events belong to. */
    public static final String INCIDENT = "f1";

    private SampleDocuments() {
    }

    /** A time that grows with a number. */
    public static Instant time(int number) {
        return Samples.at(number);
    }

    /** Id of the event with that number. */
    public static String id(int number) {
        return "logs-0-" + number + "-1";
    }

    /** An event; a few hundred bytes. */
    public static EventDocument event(int number) {
        return Samples.event(id(number)).of(INCIDENT).time(time(number)).position(number).service("service-" + number % 7)
                .text("order " + number + ": card expired", "/srv/app/orders.py", "x".repeat(number % 300)).make();
    }

    /** That version of the incident. */
    public static IncidentDocument incident(int version) {
        return Samples.incident(INCIDENT).version(version).count(version).seen(time(0), time(version)).make();
    }
}
