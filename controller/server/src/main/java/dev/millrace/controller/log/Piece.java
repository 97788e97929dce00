package dev.millrace.controller.log;

/**
 * Bytes on their way into a log.
 *
 * @param bytes as they are stored
 * @param from where they begin in the output of their operation; -1 for lines
 * @param to where they end in it; -1 for lines
 * @param lineOpen their last line goes on in what follows
 */
record Piece(byte[] bytes, long from, long to, boolean lineOpen) {
    /** Whole lines of the engine or of a step itself. */
    static Piece lines(byte[] bytes) {
        return new Piece(bytes, -1, -1, false);
    }

    /** The same behind the end of a line that somebody else left open. */
    Piece onItsOwnLine() {
        var ended = new byte[bytes.length + 1];
        ended[0] = '\n';
        System.arraycopy(bytes, 0, ended, 1, bytes.length);
        return new Piece(ended, from, to, lineOpen);
    }
}
