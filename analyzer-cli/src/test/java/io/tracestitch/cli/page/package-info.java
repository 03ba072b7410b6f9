/** Tests. */
@NullMarked
package io.tracestitch.cli.page;

import org.jspecify.annotations.NullMarked;
