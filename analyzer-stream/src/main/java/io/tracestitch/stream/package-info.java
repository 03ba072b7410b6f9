/** The Kafka stage: topics of Python logs in, occurrences and incidents out, and from there to a store. */
@NullMarked
package io.tracestitch.stream;

import org.jspecify.annotations.NullMarked;
