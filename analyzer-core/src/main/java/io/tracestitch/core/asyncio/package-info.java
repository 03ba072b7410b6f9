/**
 * The grammar of asyncio and of what the interpreter prints around it, CPython 3.6 to 3.14 and uvloop: reprs of tasks, futures,
 * coroutines, handles and locks ({@link io.tracestitch.core.asyncio.Reprs}), messages of the event loop
 * ({@link io.tracestitch.core.asyncio.LoopMessage}), warnings, exceptions nobody could catch, failures of logging, dumps of stacks
 * ({@link io.tracestitch.core.asyncio.Dump}). Text goes in, records come out; everything is total, linear in time, immutable and
 * free of the rest of the core. Tracebacks and links between events belong to other packages.
 */
@NullMarked
package io.tracestitch.core.asyncio;

import org.jspecify.annotations.NullMarked;
