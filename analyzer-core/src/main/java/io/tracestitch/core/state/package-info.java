/**
 * The form in which what is known of a source is kept between two processes: numbers, texts and times in few bytes, sealed with a version
 * and a checksum. Only the other packages of the core know what they write with it.
 */
@NullMarked
package io.tracestitch.core.state;

import org.jspecify.annotations.NullMarked;
