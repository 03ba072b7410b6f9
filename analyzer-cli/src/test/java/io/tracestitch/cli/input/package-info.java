/** Tests. */
@NullMarked
package io.tracestitch.cli.input;

import org.jspecify.annotations.NullMarked;
