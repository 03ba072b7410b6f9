/** The Kafka stage as a process: options from settings, its log, what is checked before it starts, and its orderly end. */
@NullMarked
package io.tracestitch.cli.service;

import org.jspecify.annotations.NullMarked;
