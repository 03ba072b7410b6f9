/**
 * What the stage tells about itself: meters with the names of the contract, health, and the HTTP endpoint that serves both. The rest of
 * the stage knows no metrics library.
 */
@NullMarked
package io.tracestitch.stream.metrics;

import org.jspecify.annotations.NullMarked;
