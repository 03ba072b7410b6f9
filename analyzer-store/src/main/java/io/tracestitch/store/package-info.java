/**
 * Keeping incidents and finding them again. The port stands here; what implements it stands in the packages below. Knows the core, and
 * nothing of Kafka or HTTP servers.
 */
@NullMarked
package io.tracestitch.store;

import org.jspecify.annotations.NullMarked;
