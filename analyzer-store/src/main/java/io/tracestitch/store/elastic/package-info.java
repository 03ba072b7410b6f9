/**
 * The store in Elasticsearch 8 and 9. What stands in an index is described by the templates in {@code deploy/elasticsearch}.
 *
 * <p>It uses the HTTP client of Elastic's Java client, not its typed requests: those ask for the behaviour of their own major version,
 * which an older server refuses. Scripts, ingest pipelines, data streams, lifecycle policies and {@code GET /} are not needed.
 */
@NullMarked
package io.tracestitch.store.elastic;

import org.jspecify.annotations.NullMarked;
