/** The analysis of Python logs: bytes in, events out. No I/O, no threads, no clock. */
@NullMarked
package io.tracestitch.core;

import org.jspecify.annotations.NullMarked;
