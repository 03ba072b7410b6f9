/** Streams through the analyzer, several at a time, with results in the order of the streams. */
@NullMarked
package io.tracestitch.cli.run;

import org.jspecify.annotations.NullMarked;
