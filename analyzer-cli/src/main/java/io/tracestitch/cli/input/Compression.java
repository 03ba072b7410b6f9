package io.tracestitch.cli.input;

/** How a log is compressed, told by its first bytes (RFC 1952, section 2.3.1; RFC 8878, section 3.1.1). */
enum Compression {
    NONE, GZIP, ZSTD;

    static final int MAGIC_LENGTH = 4;

    static Compression of(byte[] head) {
        if (head.length >= 3 && head[0] == 0x1f && head[1] == (byte) 0x8b && head[2] == 8) {
            return GZIP;
        }
        if (head.length >= MAGIC_LENGTH && head[0] == 0x28 && head[1] == (byte) 0xb5 && head[2] == 0x2f
                && head[3] == (byte) 0xfd) {
            return ZSTD;
        }
        return NONE;
    }
}
