/**
 * The taxonomy: what a failure is called, why it happens, and what to change.
 *
 * <p>Patterns are data ({@code patterns/ID/pattern.yaml}); this package reads them, finds the one that explains an event, and
 * fills its advice with the event's own facts. Everything here is immutable and may be shared by threads.
 */
@NullMarked
package io.tracestitch.core.pattern;

import org.jspecify.annotations.NullMarked;
