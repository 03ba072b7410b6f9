/**
 * What several events of one source say together: who waits for whom, and what stands still
 * ({@link io.tracestitch.core.stitch.StallDetector}). Events come in in their order; conclusions go out as events, each with its
 * evidence and confidence. Everything that is remembered is bounded, and can be saved and restored.
 */
@NullMarked
package io.tracestitch.core.stitch;

import org.jspecify.annotations.NullMarked;
