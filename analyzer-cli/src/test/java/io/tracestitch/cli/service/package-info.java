@NullMarked
package io.tracestitch.cli.service;

import org.jspecify.annotations.NullMarked;
