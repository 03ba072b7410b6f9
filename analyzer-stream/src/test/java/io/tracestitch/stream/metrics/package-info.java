@NullMarked
package io.tracestitch.stream.metrics;

import org.jspecify.annotations.NullMarked;
