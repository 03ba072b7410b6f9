/**
 * What records and events of one source say together. From a report of a lost task back to the task: which lines it wrote before, who
 * created it, where else its failure was logged ({@link io.tracestitch.core.stitch.Stitcher}). And who waits for whom, and what stands
 * still ({@link io.tracestitch.core.stitch.StallDetector}). What comes in are the first lines of all records, as bytes, and the events
 * in their order; what is remembered is bounded, and can be saved and restored. Every link and every conclusion has evidence and a
 * confidence; no evidence, no link.
 */
@NullMarked
package io.tracestitch.core.stitch;

import org.jspecify.annotations.NullMarked;
