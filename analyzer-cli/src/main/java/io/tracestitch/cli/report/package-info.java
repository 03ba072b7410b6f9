/** What was found, told to people: the words, and their layout on a terminal. */
@NullMarked
package io.tracestitch.cli.report;

import org.jspecify.annotations.NullMarked;
