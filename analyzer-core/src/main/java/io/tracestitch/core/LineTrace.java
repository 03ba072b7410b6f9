package io.tracestitch.core;

/**
 * How one line was read.
 *
 * @param number number of the input line
 * @param text what remained when everything had been taken off
 * @param envelope the transport's layers seen so far
 * @param prefix the prefix that was taken off; empty if none
 * @param header the record's header; empty if the line has none
 * @param writer the writer that the line was given to; empty where there is one only
 * @param state what the line is: a record, part of a traceback, a continuation
 */
public record LineTrace(long number, String text, String envelope, String prefix, String header, String writer, String state) {
}
