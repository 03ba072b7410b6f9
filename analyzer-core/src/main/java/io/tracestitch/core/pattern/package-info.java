/** The taxonomy: what a failure is called, why it happens, and what to change. */
@NullMarked
package io.tracestitch.core.pattern;

import org.jspecify.annotations.NullMarked;
