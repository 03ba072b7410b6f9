package io.tracestitch.core.incident;

/**
 * A partition of a topic whose records number the lines in them: {@code offset << 20 | line}, where lines of a record count from 1.
 *
 * @param topic the topic
 * @param partition number of the partition, from 0
 */
public record LogPartition(String topic, int partition) {

    /** Bits of a number that tell the line within its record. */
    public static final int LINE_BITS = 20;
    /** Lines of one record that can be numbered. */
    public static final int MAX_LINES = (1 << LINE_BITS) - 1;
    /** Offsets beyond it cannot be numbered. */
    public static final long MAX_OFFSET = (1L << Long.SIZE - 1 - LINE_BITS) - 1;

    /** The number of a record's first line. */
    public static long firstNumber(long offset) {
        return number(offset, 1);
    }

    /** The number of a line of a record. */
    public static long number(long offset, long line) {
        return offset << LINE_BITS | line;
    }

    /** Offset of the record that a line stands in. */
    public static long offset(long number) {
        return number >>> LINE_BITS;
    }

    /** Which line of its record a line is, from 1. */
    public static long line(long number) {
        return number & MAX_LINES;
    }

    /** {@code TOPIC-PARTITION-OFFSET-LINE} of a number, with whatever stands behind the number. */
    String id(String number) {
        int end = 0;
        while (end < number.length() && Chars.isDigit(number.charAt(end))) {
            end++;
        }
        long value = Long.parseLong(number, 0, end, 10);
        return topic + '-' + partition + '-' + offset(value) + '-' + line(value) + number.substring(end).replace(':', '-');
    }
}
