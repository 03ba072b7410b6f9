package io.tracestitch.core.asyncio;

/**
 * A server: {@code <Server sockets=(<asyncio.TransportSocket fd=6, ...>,)>} (CPython {@code asyncio/base_events.py}).
 *
 * @param text the repr as printed
 * @param type name of the server's class
 * @param sockets repr of its sockets; empty where it was cut off
 * @param truncated whether the text ended before the repr did
 */
public record ServerRepr(String text, String type, String sockets, boolean truncated) implements AsyncRepr {
}
