/** The command {@code doctor}: looks at everything that the stage needs, and says in one line each how it is and what to do. */
@NullMarked
package io.tracestitch.cli.doctor;

import org.jspecify.annotations.NullMarked;
