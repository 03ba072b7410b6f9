/** The grammar of the tracebacks that CPython 3.6 to 3.14 prints. */
@NullMarked
package io.tracestitch.core.traceback;

import org.jspecify.annotations.NullMarked;
