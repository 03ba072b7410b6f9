/** Takes off what a transport wrapped around a log line, and says whose line it is. */
@NullMarked
package io.tracestitch.core.input;

import org.jspecify.annotations.NullMarked;
