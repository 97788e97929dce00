package dev.millrace.controller.log;

import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * A piece of a log on its way to the database. It takes more bytes until the writer binds it, so that small appends which arrive while an
 * earlier group is being committed become one row. Safe for use by many threads.
 */
final class Chunk {
    /** Bytes of one chunk, at most. */
    static final int LIMIT = 256 * 1024;

    /** Ordinal of lines of the engine or of a step itself. */
    static final int LINES = -1;

    private static final int WORTH_DEFLATING = 1024;

    final long run;
    final long seq;
    final long position;
    final int ordinal;
    final long offset;
    private int step;
    private long outputEnd;
    private boolean lineOpen;
    private byte[] buffer;
    private int length;
    private boolean sealed;
    private boolean deflated;

    Chunk(long run, long seq, long position, int step, int ordinal, Piece first) {
        this.run = run;
        this.seq = seq;
        this.position = position;
        this.step = step;
        this.ordinal = ordinal;
        this.offset = first.from();
        this.outputEnd = first.to();
        this.lineOpen = first.lineOpen();
        this.buffer = first.bytes();
        this.length = buffer.length;
    }

    /** Takes the bytes, if it belongs to the same stream and is neither bound nor full. */
    synchronized boolean add(int otherStep, int otherOrdinal, Piece piece) {
        var data = piece.bytes();
        if (sealed
                || otherOrdinal != ordinal
                || length + data.length > LIMIT
                || (ordinal != LINES && otherStep != step)) {
            return false;
        }
        if (otherStep != step) {
            step = 0;
        }
        if (length + data.length > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(LIMIT, Math.max(2 * buffer.length, length + data.length)));
        }
        System.arraycopy(data, 0, buffer, length, data.length);
        length += data.length;
        outputEnd = piece.to();
        lineOpen = piece.lineOpen();
        return true;
    }

    /** Bytes so far. */
    synchronized int size() {
        return length;
    }

    /** The row as it stays from now on; always the same answer. */
    synchronized Sealed seal() {
        if (!sealed) {
            sealed = true;
            var packed = length < WORTH_DEFLATING ? null : deflate(buffer, length);
            deflated = packed != null;
            buffer = packed != null ? packed : length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
        }
        return new Sealed(step, length, outputEnd, lineOpen, deflated, buffer);
    }

    private static byte @org.jspecify.annotations.Nullable [] deflate(byte[] data, int length) {
        var deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(data, 0, length);
            deflater.finish();
            var worth = length - length / 8;
            var packed = new byte[worth];
            var size = deflater.deflate(packed);
            return deflater.finished() ? Arrays.copyOf(packed, size) : null;
        } finally {
            deflater.end();
        }
    }

    /** What is stored. */
    record Sealed(int step, int length, long outputEnd, boolean lineOpen, boolean deflated, byte[] data) {}
}
