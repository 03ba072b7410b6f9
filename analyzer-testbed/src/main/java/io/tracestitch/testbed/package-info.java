/** Real servers for tests, started as child processes on free ports and stopped with the test's JVM. No mocks. */
@NullMarked
package io.tracestitch.testbed;

import org.jspecify.annotations.NullMarked;
