/** Arguments to streams of bytes: files, directories, rotation sets, compression, standard input. Knows nothing of logs. */
@NullMarked
package io.tracestitch.cli.input;

import org.jspecify.annotations.NullMarked;
