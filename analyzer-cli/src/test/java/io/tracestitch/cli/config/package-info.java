@NullMarked
package io.tracestitch.cli.config;

import org.jspecify.annotations.NullMarked;
