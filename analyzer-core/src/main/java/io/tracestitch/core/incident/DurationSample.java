package io.tracestitch.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Durations of one incident: all of them up to a limit, then a fair sample that is the same on each run (reservoir sampling). */
final class DurationSample {
    static final int SIZE = 1_024;

    private double[] sample = new double[16];
    private long count;
    private double longest;
    private long random = 0x5DEECE66DL;

    void add(double seconds) {
        if (!Double.isFinite(seconds) || seconds < 0) {
            return;
        }
        longest = Math.max(longest, seconds);
        if (count < SIZE) {
            if (count == sample.length) {
                sample = Arrays.copyOf(sample, sample.length * 2);
            }
            sample[(int) count] = seconds;
        } else {
            random = random * 6364136223846793005L + 1442695040888963407L;
            long slot = Long.remainderUnsigned(random >>> 16, count + 1);
            if (slot < SIZE) {
                sample[(int) slot] = seconds;
            }
        }
        count++;
    }

    Incident.Durations summary() {
        double[] sorted = Arrays.copyOf(sample, (int) Math.min(count, SIZE));
        Arrays.sort(sorted);
        return new Incident.Durations(count, quantile(sorted, 0.5), quantile(sorted, 0.95), longest);
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The nearest rank. */
    private static double quantile(double[] sorted, double q) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(q * sorted.length) - 1)];
    }

    void save(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeDouble(longest);
        out.writeLong(random);
        for (int i = 0; i < Math.min(count, SIZE); i++) {
            out.writeDouble(sample[i]);
        }
    }

    void restore(DataInput in) throws IOException {
        count = in.readLong();
        longest = in.readDouble();
        random = in.readLong();
        sample = new double[Math.clamp(count, 16, SIZE)];
        for (int i = 0; i < Math.min(count, SIZE); i++) {
            sample[i] = in.readDouble();
        }
    }
}
