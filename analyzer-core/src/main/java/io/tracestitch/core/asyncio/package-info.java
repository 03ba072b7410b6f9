/** The grammar of asyncio: reprs of tasks, futures, coroutines, handles, locks, and the messages of the event loop. */
@NullMarked
package io.tracestitch.core.asyncio;

import org.jspecify.annotations.NullMarked;
