package io.tracestitch.core.asyncio;

import org.jspecify.annotations.Nullable;

/**
 * A transport: {@code <_SelectorSocketTransport closing fd=7 read=idle write=<idle, bufsize=0>>} (CPython
 * {@code asyncio/selector_events.py}, {@code unix_events.py}, {@code proactor_events.py}, {@code base_subprocess.py}) or uvloop's
 * {@code <TCPTransport closed=False reading=True 0x7f>}.
 *
 * @param text the repr as printed
 * @param type name of the transport's class
 * @param state {@code open}, {@code closing} or {@code closed}
 * @param fd its file descriptor, or null
 * @param pid process id of a subprocess, or null
 * @param truncated whether the text ended before the repr did
 */
public record TransportRepr(
        String text, String type, String state, @Nullable Integer fd, @Nullable Integer pid, boolean truncated)
        implements AsyncRepr {
}
