/** Tests of the command line. */
@NullMarked
package io.tracestitch.cli;

import org.jspecify.annotations.NullMarked;
