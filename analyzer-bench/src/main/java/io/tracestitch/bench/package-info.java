/** Benchmarks. */
@NullMarked
package io.tracestitch.bench;

import org.jspecify.annotations.NullMarked;
