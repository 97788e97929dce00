package dev.millrace.wire;

/** The length in front of a frame: base 128, low group first, as protobuf writes it, at most five bytes. */
final class Varint {
    static final int MAX_BYTES = 5;

    private Varint() {}

    /** Adds the group of byte number {@code index} to what came before. A fifth byte over 0x0f does not fit 32 bits: -1 follows from it. */
    static long add(long value, int index, int octet) {
        return value | (long) (octet & 0x7f) << (7 * index);
    }

    static boolean last(int octet) {
        return (octet & 0x80) == 0;
    }
}
