/** Settings of the long-running commands: their definition, where their values come from, and the page that describes them. */
@NullMarked
package io.tracestitch.cli.config;

import org.jspecify.annotations.NullMarked;
