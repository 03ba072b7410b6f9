/** The report as one page of HTML that needs nothing else: no server, no network, no build. */
@NullMarked
package io.tracestitch.cli.page;

import org.jspecify.annotations.NullMarked;
