package io.tracestitch.core.asyncio;

/**
 * A queue: {@code <Queue at 0x7f maxsize=2 _queue=[1, 2] _putters[1] tasks=2>} (CPython {@code asyncio/queues.py}).
 *
 * @param text the repr as printed
 * @param type {@code Queue}, {@code PriorityQueue}, {@code LifoQueue}, ...
 * @param maxsize limit of its length; 0 or less means none
 * @param getters number of those who wait for an item
 * @param putters number of those who wait for room
 * @param unfinished items for which nobody called {@code task_done}
 * @param shutdown whether it was shut down (Python 3.13)
 * @param truncated whether the text ended before the repr did
 */
public record QueueRepr(
        String text, String type, int maxsize, int getters, int putters, int unfinished, boolean shutdown, boolean truncated)
        implements AsyncRepr {
}
