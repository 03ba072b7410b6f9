/**
 * Keeping incidents and finding them again: the port, {@link io.tracestitch.store.IncidentStore}, and the records that go in and
 * out. What implements it stands in the packages below. Knows the core, and nothing of Lucene, Elasticsearch, Kafka or HTTP
 * servers.
 *
 * <p>Two kinds of documents are kept. An {@link io.tracestitch.store.EventDocument} is one report of a failure; several reports
 * can tell of one occurrence. An {@link io.tracestitch.store.IncidentDocument} is the aggregate of all occurrences with one
 * fingerprint, in its newest version. What people decide about an incident is kept apart from the aggregate, so that saving never
 * undoes it.
 *
 * <p>Times are compared to the millisecond. Where a log tells no time, whoever saves gives one.
 */
@NullMarked
package io.tracestitch.store;

import org.jspecify.annotations.NullMarked;
