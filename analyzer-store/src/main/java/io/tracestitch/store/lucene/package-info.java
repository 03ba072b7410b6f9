/**
 * The embedded store: two Lucene indices in a folder, one of events and one of incidents. Needs no server. What goes in are the
 * port's documents; no type of Lucene comes out.
 */
@NullMarked
package io.tracestitch.store.lucene;

import org.jspecify.annotations.NullMarked;
