package io.tracestitch.core.stitch;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import org.jspecify.annotations.Nullable;

/**
 * Which lines were written under which name of a task, by run of the process; a negative run stands for tasks' ids in place of names.
 * Made for many short tasks: a name is known by 64 bits of hash (of 65,536 names two meet with a chance of one in eight billion) and
 * takes 64 bytes, one line of the processor's cache, with the numbers of its newest lines; older ones go to a log of all names. Two
 * generations are kept: when the young one is full, the old one goes, and names move to the young one when they are used. Not
 * thread-safe.
 */
final class TaskTable {

    /** Names in one generation: the newest so many are always known, of those before them the ones still used. */
    static final int MAX_TASKS = 1 << 15;
    /** Lines remembered of one name; of more, the oldest are only counted. */
    static final int MAX_LINES = 128;
    /** Numbers in a cell: the hash, the newest block of older lines, how many lines there were and how many follow, and these. */
    private static final int CELL = 8;
    private static final int OLDER = 1;
    private static final int COUNT = 2;
    private static final int LINES = 3;
    /** So far the number of all lines is shifted to the left; below stands how many of them are in the cell. */
    private static final int TOTAL = 3;
    private static final int INLINE = LineLog.BLOCK;
    private static final int FIRST_SLOTS = 1;
    /** So many slots cost a source nothing of what all of them have together. */
    private static final int FREE_SLOTS = 16;
    /** Lines that wait until they are put in together: the processor then fetches many cells at a time. */
    private static final int WAITING = 256;

    private final MemoryBudget.Share memory;
    private int maxTasks;
    private Generation young = new Generation(FIRST_SLOTS);
    private @Nullable Generation old;
    private final LineLog older;
    private long forgotten;
    /** Runs of processes whose records name tasks, and the last one that did. */
    private final BitSet naming = new BitSet();
    private int lastNaming = -1;
    private long[] waitingHashes = new long[FIRST_SLOTS];
    private long[] waitingLines = new long[FIRST_SLOTS];
    private int waiting;
    /** What {@link #fetch} read: nobody wants it, but without it nothing would be read. */
    private long fetched;

    /**
     * The lines of a name.
     *
     * @param numbers in rising order
     * @param earlier how many more there were
     */
    record Lines(long[] numbers, long earlier) {

        /** Those before a line. */
        Lines before(long limit) {
            int n = numbers.length;
            while (n > 0 && numbers[n - 1] >= limit) {
                n--;
            }
            return new Lines(Arrays.copyOf(numbers, n), earlier);
        }
    }

    TaskTable(int maxTasks, MemoryBudget.Share memory) {
        this.maxTasks = maxTasks;
        this.memory = memory;
        this.older = new LineLog(memory);
    }

    /** Open addressing over cells. */
    private static final class Generation {
        long[] cells;
        int count;

        Generation(int slots) {
            cells = new long[slots * CELL];
        }

        /** Offset of the cell that holds the hash, or of the free one where it would go. */
        int find(long hash) {
            int mask = cells.length - 1;
            int at = slot(cells, hash);
            while (cells[at] != hash && cells[at] != 0) {
                at = at + CELL & mask;
            }
            return at;
        }

        boolean isFree(int at) {
            return cells[at] == 0;
        }

        /** Whether another hash makes it grow. */
        boolean isFull() {
            return (count + 1) * 2 * CELL > cells.length;
        }

        int insert(long hash) {
            if (isFull()) {
                grow();
            }
            int at = find(hash);
            cells[at] = hash;
            count++;
            return at;
        }

        private void grow() {
            Generation larger = new Generation(cells.length / CELL * 2);
            for (int at = 0; at < cells.length; at += CELL) {
                if (!isFree(at)) {
                    larger.take(this, at);
                }
            }
            cells = larger.cells;
        }

        /** Takes over a cell of another generation. */
        int take(Generation from, int cell) {
            int at = insert(from.cells[cell]);
            System.arraycopy(from.cells, cell, cells, at, CELL);
            return at;
        }
    }

    private void add(Generation to, int at, long line) {
        long[] cells = to.cells;
        long count = cells[at + COUNT];
        int n = (int) count & (1 << TOTAL) - 1;
        if (n == INLINE) {
            cells[at + OLDER] = older.add(cells[at + OLDER], cells, at + LINES);
            n = 0;
        }
        cells[at + LINES + n] = line;
        cells[at + COUNT] = ((count >>> TOTAL) + 1 << TOTAL) + n + 1;
    }

    private Lines lines(Generation from, int at) {
        int n = (int) from.cells[at + COUNT] & (1 << TOTAL) - 1;
        long[] all = new long[MAX_LINES];
        int first = MAX_LINES - n;
        System.arraycopy(from.cells, at + LINES, all, first, n);
        for (long block = from.cells[at + OLDER]; older.has(block) && first >= INLINE; block = older.before(block)) {
            first -= INLINE;
            older.copy(block, all, first);
        }
        return new Lines(Arrays.copyOfRange(all, first, MAX_LINES), (from.cells[at + COUNT] >>> TOTAL) - (MAX_LINES - first));
    }

    /** Notes that a line was written under that name. */
    void add(int instance, byte[] b, int from, int length, long line) {
        if (instance != lastNaming && instance >= 0) {
            lastNaming = instance;
            naming.set(instance);
        }
        if (waiting == waitingHashes.length) {
            room();
        }
        waitingHashes[waiting] = hash(instance, b, from, length);
        waitingLines[waiting++] = line;
    }

    private void room() {
        if (waiting < WAITING && young.count > waiting) {
            waitingHashes = Arrays.copyOf(waitingHashes, waiting * 2);
            waitingLines = Arrays.copyOf(waitingLines, waiting * 2);
        } else {
            settle();
        }
    }

    /** Puts in the lines that wait. */
    private void settle() {
        fetch();
        for (int i = 0; i < waiting; i++) {
            long hash = waitingHashes[i];
            int at = young.find(hash);
            if (young.isFree(at)) {
                at = first(hash);
            }
            add(young, at, waitingLines[i]);
        }
        waiting = 0;
    }

    /** Reads each cell that will be needed. None of these reads waits for another, as they would when each line is put in at once. */
    private void fetch() {
        long[] cells = young.cells;
        long sum = 0;
        for (int i = 0; i < waiting; i++) {
            sum += cells[slot(cells, waitingHashes[i])];
        }
        Generation before = old;
        if (before != null) {
            for (int i = 0; i < waiting; i++) {
                if (cells[slot(cells, waitingHashes[i])] == 0) {
                    sum += before.cells[slot(before.cells, waitingHashes[i])];
                }
            }
        }
        fetched = sum;
    }

    /** Where a search for the hash begins. */
    private static int slot(long[] cells, long hash) {
        return (int) hash * CELL & cells.length - 1;
    }

    private boolean mayGrow(Generation one) {
        return one.cells.length < FREE_SLOTS * CELL || memory.take((long) one.cells.length * Long.BYTES);
    }

    /** The name's first line in this generation. */
    private int first(long hash) {
        if (young.count < maxTasks && young.isFull() && !mayGrow(young)) {
            maxTasks = young.count; // from now on the generations stay that small
        }
        if (young.count >= maxTasks) {
            forgotten += old == null ? 0 : old.count;
            Generation spare = old;
            old = young;
            young = spare == null ? new Generation(FIRST_SLOTS) : spare;
            if (spare != null) {
                Arrays.fill(spare.cells, 0);
                spare.count = 0;
            }
        }
        Generation before = old;
        int known = before == null ? -1 : before.find(hash);
        return before == null || before.isFree(known) ? young.insert(hash) : young.take(before, known);
    }

    /** The lines under that name; null if there are none. */
    @Nullable Lines find(int instance, byte[] name) {
        settle();
        long hash = hash(instance, name, 0, name.length);
        Generation before = old;
        int at = young.find(hash);
        if (!young.isFree(at)) {
            return lines(young, at);
        }
        int known = before == null ? -1 : before.find(hash);
        return before == null || before.isFree(known) ? null : lines(before, known);
    }

    /** Takes back a line that the name wrote last, because it was not its own. */
    void remove(int instance, byte[] name, long line) {
        settle();
        int at = young.find(hash(instance, name, 0, name.length));
        if (young.isFree(at)) {
            return;
        }
        long[] cells = young.cells;
        int n = (int) cells[at + COUNT] & (1 << TOTAL) - 1;
        for (int i = n - 1; i >= 0; i--) {
            if (cells[at + LINES + i] == line) {
                System.arraycopy(cells, at + LINES + i + 1, cells, at + LINES + i, n - i - 1);
                cells[at + COUNT] -= (1 << TOTAL) + 1;
                return;
            }
        }
    }

    /** Whether records of that run of a process name tasks. */
    boolean names(int instance) {
        return naming.get(instance);
    }

    /** How many names were forgotten for others. */
    long forgotten() {
        return forgotten;
    }

    private static long hash(int instance, byte[] b, int from, int length) {
        long hash = Bytes.mix(Bytes.hash(b, from, length), instance);
        return hash == 0 ? 1 : hash; // 0 marks a free cell
    }

    void save(StateOutput out) throws IOException {
        settle();
        out.bytes(naming.toByteArray());
        Generation before = old;
        save(before == null ? new Generation(FIRST_SLOTS) : before, out);
        save(young, out);
    }

    private void save(Generation from, StateOutput out) throws IOException {
        out.number(from.count);
        for (int at = 0; at < from.cells.length; at += CELL) {
            if (!from.isFree(at)) {
                Lines lines = lines(from, at);
                out.writeLong(from.cells[at]);
                out.number(lines.earlier());
                out.number(lines.numbers().length);
                long last = 0;
                for (long line : lines.numbers()) {
                    out.number(line - last);
                    last = line;
                }
            }
        }
    }

    void restore(StateInput in) throws IOException {
        naming.or(BitSet.valueOf(in.bytes()));
        Generation before = new Generation(FIRST_SLOTS);
        restore(before, in);
        old = before.count == 0 ? null : before;
        restore(young, in);
    }

    private void restore(Generation to, StateInput in) throws IOException {
        int count = in.count(MAX_TASKS);
        for (int i = 0; i < count; i++) {
            long hash = in.readLong();
            if (hash == 0) {
                throw new IOException("a task's name with a hash of 0");
            }
            if (to.isFull() && !mayGrow(to)) {
                maxTasks = Math.min(maxTasks, Math.max(1, young.count));
                skip(in);
                continue;
            }
            int at = to.insert(hash);
            to.cells[at + COUNT] = (long) in.number(Integer.MAX_VALUE) << TOTAL;
            int lines = in.count(MAX_LINES);
            long line = 0;
            for (int k = 0; k < lines; k++) {
                line += in.number();
                add(to, at, line);
            }
        }
    }

    /** Reads the lines of a name for which there is no room. */
    private static void skip(StateInput in) throws IOException {
        in.number(Integer.MAX_VALUE);
        int lines = in.count(MAX_LINES);
        for (int k = 0; k < lines; k++) {
            in.number();
        }
    }
}
