/** Tests. */
@NullMarked
package io.tracestitch.cli.report;

import org.jspecify.annotations.NullMarked;
