package io.tracestitch.core.stitch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

import org.jspecify.annotations.Nullable;

/**
 * Which lines were written under which name of a task, by run of the process; a negative run stands for tasks' ids in place of names.
 * Made for many short tasks: a name is known by 64 bits of hash (of 65,536 names two meet with a chance of one in eight billion) and
 * takes 64 bytes, one line of the processor's cache, with the numbers of its first lines; no object, unless it writes more. Two
 * generations are kept: when the young one is full, the old one goes, and names move to the young one when they are used. Not
 * thread-safe.
 */
final class TaskTable {

    /** Names in one generation: the newest so many are always known, of those before them the ones still used. */
    static final int MAX_TASKS = 1 << 15;
    /** Numbers in a cell: two of the hash, how many lines, a spare one, then the first lines. */
    private static final int CELL = 16;
    private static final int COUNT = 2;
    private static final int LINES = 4;
    private static final int INLINE = CELL - LINES;
    private static final int FIRST_SLOTS = 16;

    private final int maxTasks;
    private Generation young = new Generation(FIRST_SLOTS);
    private @Nullable Generation old;
    private long newest;
    private long forgotten;
    /** Runs of processes whose records name tasks. */
    private final BitSet naming = new BitSet();

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

    TaskTable(int maxTasks) {
        this.maxTasks = maxTasks;
    }

    /** Open addressing over cells. */
    private final class Generation {
        int[] cells;
        @Nullable LineRing[] more;
        int count;

        Generation(int slots) {
            cells = new int[slots * CELL];
            more = new LineRing[slots];
        }

        /** Offset of the cell that holds the hash, or of the free one where it would go. */
        int find(long hash) {
            int mask = cells.length - 1;
            int low = (int) hash;
            int high = (int) (hash >>> 32);
            int at = low * CELL & mask;
            while (cells[at] != low || cells[at + 1] != high) {
                if ((cells[at] | cells[at + 1]) == 0) {
                    return at;
                }
                at = at + CELL & mask;
            }
            return at;
        }

        boolean isFree(int at) {
            return (cells[at] | cells[at + 1]) == 0;
        }

        int insert(long hash) {
            if ((count + 1) * 2 * CELL > cells.length) {
                grow();
            }
            int at = find(hash);
            cells[at] = (int) hash;
            cells[at + 1] = (int) (hash >>> 32);
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
            more = larger.more;
        }

        /** Takes over a cell of another generation. */
        int take(Generation from, int cell) {
            int at = insert(from.hash(cell));
            System.arraycopy(from.cells, cell, cells, at, CELL);
            more[at / CELL] = from.more[cell / CELL];
            return at;
        }

        long hash(int at) {
            return cells[at] & 0xFFFFFFFFL | (long) cells[at + 1] << 32;
        }

        void add(int at, long line) {
            int n = cells[at + COUNT];
            if (n < INLINE) {
                cells[at + LINES + n] = (int) line;
                cells[at + COUNT] = n + 1;
                return;
            }
            LineRing ring = more[at / CELL];
            if (ring == null) {
                ring = new LineRing(0);
                for (long early : inline(at)) {
                    ring.add(early);
                }
                more[at / CELL] = ring;
            }
            ring.add(line);
        }

        long[] inline(int at) {
            long[] out = new long[cells[at + COUNT]];
            for (int i = 0; i < out.length; i++) {
                out[i] = newest - ((int) newest - cells[at + LINES + i] & 0xFFFFFFFFL);
            }
            return out;
        }

        Lines lines(int at) {
            LineRing ring = more[at / CELL];
            return ring == null ? new Lines(inline(at), 0) : new Lines(ring.all(), ring.forgotten());
        }
    }

    /** Notes that a line was written under that name. */
    void add(int instance, byte[] b, int from, int length, long line) {
        newest = line;
        long hash = hash(instance, b, from, length);
        int at = young.find(hash);
        if (young.isFree(at)) {
            at = first(hash, instance);
        }
        young.add(at, line);
    }

    /** The name's first line in this generation. */
    private int first(long hash, int instance) {
        if (instance >= 0) {
            naming.set(instance);
        }
        if (young.count >= maxTasks) {
            forgotten += old == null ? 0 : old.count;
            Generation spare = old;
            old = young;
            young = spare == null ? new Generation(FIRST_SLOTS) : spare;
            if (spare != null) {
                Arrays.fill(spare.cells, 0);
                Arrays.fill(spare.more, null);
                spare.count = 0;
            }
        }
        Generation before = old;
        int known = before == null ? -1 : before.find(hash);
        return before == null || before.isFree(known) ? young.insert(hash) : young.take(before, known);
    }

    /** The lines under that name; null if there are none. */
    @Nullable Lines find(int instance, byte[] name) {
        long hash = hash(instance, name, 0, name.length);
        Generation before = old;
        int at = young.find(hash);
        if (!young.isFree(at)) {
            return young.lines(at);
        }
        int known = before == null ? -1 : before.find(hash);
        return before == null || before.isFree(known) ? null : before.lines(known);
    }

    /** Takes back a line that the name wrote last, because it was not its own. */
    void remove(int instance, byte[] name, long line) {
        int at = young.find(hash(instance, name, 0, name.length));
        LineRing ring = young.isFree(at) ? null : young.more[at / CELL];
        if (ring != null) {
            ring.remove(line);
        } else if (!young.isFree(at)) {
            int n = young.cells[at + COUNT];
            for (int i = n - 1; i >= 0; i--) {
                if (young.cells[at + LINES + i] == (int) line) {
                    System.arraycopy(young.cells, at + LINES + i + 1, young.cells, at + LINES + i, n - i - 1);
                    young.cells[at + COUNT] = n - 1;
                    return;
                }
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

    void save(DataOutput out) throws IOException {
        Varints.write(out, newest);
        byte[] runs = naming.toByteArray();
        Varints.write(out, runs);
        Generation before = old;
        save(before == null ? new Generation(FIRST_SLOTS) : before, out);
        save(young, out);
    }

    private static void save(Generation from, DataOutput out) throws IOException {
        Varints.write(out, from.count);
        for (int at = 0; at < from.cells.length; at += CELL) {
            if (!from.isFree(at)) {
                Lines lines = from.lines(at);
                out.writeLong(from.hash(at));
                Varints.write(out, lines.earlier());
                Varints.write(out, lines.numbers().length);
                long last = 0;
                for (long line : lines.numbers()) {
                    Varints.write(out, line - last);
                    last = line;
                }
            }
        }
    }

    void restore(DataInput in) throws IOException {
        newest = Varints.read(in);
        naming.or(BitSet.valueOf(Varints.readBytes(in)));
        Generation before = new Generation(FIRST_SLOTS);
        restore(before, in);
        old = before.count == 0 ? null : before;
        restore(young, in);
    }

    private void restore(Generation to, DataInput in) throws IOException {
        int count = Varints.readCount(in, MAX_TASKS);
        for (int i = 0; i < count; i++) {
            int at = to.insert(in.readLong());
            long earlier = Varints.read(in);
            int lines = Varints.readCount(in, LineRing.MAX_LINES);
            LineRing ring = earlier > 0 || lines > INLINE ? new LineRing(earlier) : null;
            to.more[at / CELL] = ring;
            long line = 0;
            for (int k = 0; k < lines; k++) {
                line += Varints.read(in);
                if (ring != null) {
                    ring.add(line);
                }
                if (k < INLINE) {
                    to.cells[at + LINES + k] = (int) line;
                    to.cells[at + COUNT] = k + 1;
                }
            }
        }
    }
}
