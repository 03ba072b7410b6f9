/**
 * From a report of a failed task back to the task: which lines it wrote before, who created it, where else its failure was logged. What
 * comes in are the first lines of all records, as bytes, and the events; what is kept is bounded. Every link has evidence and a
 * confidence; no evidence, no link.
 */
@NullMarked
package io.tracestitch.core.stitch;

import org.jspecify.annotations.NullMarked;
