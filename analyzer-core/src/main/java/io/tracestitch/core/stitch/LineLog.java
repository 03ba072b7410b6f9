package io.tracestitch.core.stitch;

import java.util.Arrays;

/**
 * Numbers of older lines of all tasks, in small blocks, each of which knows the one before it of the same task. New blocks go to the
 * end, so that writing one touches no memory but what was written just before; when the log is full, the oldest blocks give way. Not
 * thread-safe.
 */
final class LineLog {

    /** Lines of a block. */
    static final int BLOCK = 5;
    /** Blocks that are kept. */
    static final int MAX_BLOCKS = 1 << 17;
    private static final int SIZE = BLOCK + 1;
    private static final int FIRST_BLOCKS = 4;

    private final MemoryBudget.Share memory;
    private long[] blocks = new long[0];
    /** How many blocks were written; a block is known by its number, the first one being 1. */
    private long written;

    LineLog(MemoryBudget.Share memory) {
        this.memory = memory;
    }

    /**
     * Adds a block.
     *
     * @param before number of the task's block before it, or 0
     * @param lines the lines stand there from {@code from} on
     * @return the block's number
     */
    long add(long before, long[] lines, int from) {
        int capacity = blocks.length / SIZE;
        if (capacity == 0) {
            blocks = new long[FIRST_BLOCKS * SIZE];
        } else if (written == capacity && capacity < MAX_BLOCKS && memory.take((long) blocks.length * Long.BYTES)) {
            blocks = Arrays.copyOf(blocks, blocks.length * 2); // nothing was overwritten yet, so all stay where they are
        }
        int at = offset(++written);
        blocks[at] = before;
        System.arraycopy(lines, from, blocks, at + 1, BLOCK);
        return written;
    }

    /** Whether the block of that number is still there. */
    boolean has(long block) {
        return block > 0 && block > written - blocks.length / SIZE;
    }

    /** Number of the task's block before one that is there; 0 if there is none. */
    long before(long block) {
        return blocks[offset(block)];
    }

    /** Copies the lines of a block that is there. */
    void copy(long block, long[] to, int at) {
        System.arraycopy(blocks, offset(block) + 1, to, at, BLOCK);
    }

    private int offset(long block) {
        return (int) ((block - 1) % (blocks.length / SIZE)) * SIZE;
    }
}
