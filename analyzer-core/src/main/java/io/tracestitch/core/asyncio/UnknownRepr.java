package io.tracestitch.core.asyncio;

/**
 * The repr of an object that is none of asyncio's, or of which too little is left.
 *
 * @param text the repr as printed
 * @param type name of its class, or empty
 * @param truncated whether the text ended before the repr did
 */
public record UnknownRepr(String text, String type, boolean truncated) implements AsyncRepr {
}
