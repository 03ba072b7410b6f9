package io.tracestitch.cli;

/** What {@code analyze} prints. */
enum OutputFormat {
    /** A report for people. */
    REPORT,
    /** One JSON object an incident. */
    INCIDENTS,
    /** One JSON object an event, as they are found. */
    EVENTS
}
