/** Tests. */
@NullMarked
package io.tracestitch.cli.run;

import org.jspecify.annotations.NullMarked;
