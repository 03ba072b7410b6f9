package io.tracestitch.core.stitch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The names of tasks seen in one source, by run of the process, whose number is negative for a task's id in place of its name. Open addressing, so that a name that is known costs no object. Beyond
 * the limit the names that were silent longest are forgotten. Names are told apart by 64 bits of hash: in a full table two names meet
 * with a chance of one in eight billion. Not thread-safe.
 */
final class TaskTable {

    /** Names remembered of one source: room for 10,000 tasks at a time, and for those that ended long ago. */
    static final int MAX_TASKS = 1 << 16;
    /** Of a full table this part stays. */
    private static final double KEPT = 0.5;
    private static final int FIRST_SLOTS = 16;

    private final int maxTasks;
    private long[] hashes = new long[FIRST_SLOTS];
    private @Nullable Task[] slots = new Task[FIRST_SLOTS];
    private int count;
    private long forgotten;
    /** Runs of processes whose records name tasks. */
    private final BitSet naming = new BitSet();

    TaskTable(int maxTasks) {
        this.maxTasks = maxTasks;
    }

    int size() {
        return count;
    }

    /** Whether records of that run of a process name tasks. */
    boolean names(int instance) {
        return naming.get(instance);
    }

    /** How many names were forgotten for others. */
    long forgotten() {
        return forgotten;
    }

    /** The entry of a name, made if it is new. */
    Task get(int instance, byte[] b, int from, int length) {
        long hash = hash(instance, b, from, length);
        int slot = find(hash);
        Task known = slots[slot];
        if (known != null) {
            return known;
        }
        if (count >= maxTasks) {
            forgetHalf();
        }
        return put(hash, new Task(Arrays.copyOfRange(b, from, from + length), instance));
    }

    /** The entry of a name, or null. */
    @Nullable Task find(int instance, byte[] name) {
        return slots[find(hash(instance, name, 0, name.length))];
    }

    /** All entries, in no order. */
    List<Task> all() {
        List<Task> out = new ArrayList<>(count);
        for (Task task : slots) {
            if (task != null) {
                out.add(task);
            }
        }
        return out;
    }

    void add(Task task) {
        put(hash(task.instance, task.name, 0, task.name.length), task);
    }

    private static long hash(int instance, byte[] b, int from, int length) {
        long hash = Bytes.mix(Bytes.hash(b, from, length), instance);
        return hash == 0 ? 1 : hash; // 0 marks a free slot
    }

    /** The slot that holds the name, or where it would go. */
    private int find(long hash) {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (hashes[slot] != hash && hashes[slot] != 0) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private Task put(long hash, Task task) {
        if ((count + 1) * 2 > slots.length) {
            rebuild(all(), slots.length * 2);
        }
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] != null) {
            slot = slot + 1 & mask;
        }
        slots[slot] = task;
        hashes[slot] = hash;
        if (task.instance >= 0) {
            naming.set(task.instance);
        }
        count++;
        return task;
    }

    private void forgetHalf() {
        List<Task> tasks = all();
        tasks.sort(Comparator.comparingLong(Task::last).reversed());
        int kept = (int) (tasks.size() * KEPT);
        forgotten += tasks.size() - kept;
        rebuild(tasks.subList(0, kept), slots.length);
    }

    private void rebuild(List<Task> tasks, int size) {
        slots = new Task[size];
        hashes = new long[size];
        count = 0;
        tasks.forEach(this::add);
    }
}
