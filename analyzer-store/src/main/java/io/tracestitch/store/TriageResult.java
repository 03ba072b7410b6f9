package io.tracestitch.store;

/** What came of a change by people. */
public sealed interface TriageResult {

    /**
     * It was done.
     *
     * @param incident how the incident is now
     */
    record Done(IncidentView incident) implements TriageResult {
    }

    /**
     * There is no such incident; nothing was changed.
     *
     * @param id what was looked for
     */
    record Unknown(String id) implements TriageResult {
    }

    /**
     * It cannot be done; nothing was changed.
     *
     * @param why for people, one line
     */
    record Refused(String why) implements TriageResult {
    }
}
