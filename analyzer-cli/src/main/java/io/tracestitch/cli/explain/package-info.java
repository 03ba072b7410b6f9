/** How a log was read, line by line: what was taken off, whose line it is, which event it became part of. */
@NullMarked
package io.tracestitch.cli.explain;

import org.jspecify.annotations.NullMarked;
