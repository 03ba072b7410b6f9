/** Events, incidents, fingerprints and redaction. */
@NullMarked
package io.tracestitch.core.incident;

import org.jspecify.annotations.NullMarked;
