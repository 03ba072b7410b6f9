package io.tracestitch.cli.run;

import java.io.ByteArrayOutputStream;
import java.util.List;

import io.tracestitch.core.incident.Event;

/**
 * Some events of one stream, on their way to the output.
 *
 * @param json the events as JSON lines; empty unless they are wanted so
 * @param events the events themselves; empty unless they are wanted
 * @param urgent whether the output is to be flushed behind them, because nothing more comes for now
 */
record Batch(ByteArrayOutputStream json, List<Event> events, boolean urgent) {
}
