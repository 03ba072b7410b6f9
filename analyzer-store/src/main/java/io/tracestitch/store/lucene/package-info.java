/**
 * The embedded store: two Lucene indices in a folder, one of events and one of incidents. Needs no server. What goes in are the
 * port's documents; no type of Lucene comes out.
 *
 * <p>Each batch is a commit, which costs about as much as some hundred events: one core saves more than 4,000 events a second in
 * batches of 1,000, and some hundred in batches of 50. The module's README has the command that measures it.
 */
@NullMarked
package io.tracestitch.store.lucene;

import org.jspecify.annotations.NullMarked;
