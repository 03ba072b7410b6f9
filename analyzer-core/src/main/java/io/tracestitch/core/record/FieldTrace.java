package io.tracestitch.core.record;

/** Where each field of a header stands, by its number in the format. Reused; not thread-safe. */
final class FieldTrace {

    /** Fields beyond this are none that anybody needs. */
    static final int MAX_FIELDS = 24;

    private final int[] starts = new int[MAX_FIELDS];
    private final int[] ends = new int[MAX_FIELDS];
    private int count;

    void clear() {
        for (int i = 0; i < count; i++) {
            starts[i] = 0;
            ends[i] = 0;
        }
        count = 0;
    }

    void add(int number, int start, int end) {
        if (number < MAX_FIELDS) {
            starts[number] = start;
            ends[number] = end;
            count = Math.max(count, number + 1);
        }
    }

    int start(int number) {
        return number < MAX_FIELDS ? starts[number] : 0;
    }

    int end(int number) {
        return number < MAX_FIELDS ? ends[number] : 0;
    }

    FieldShape shape(int number, byte[] b) {
        return FieldShape.of(b, start(number), end(number));
    }
}
