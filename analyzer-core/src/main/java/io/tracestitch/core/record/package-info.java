/** Lines to records: header formats, continuation lines, interleaved writers. */
@NullMarked
package io.tracestitch.core.record;

import org.jspecify.annotations.NullMarked;
