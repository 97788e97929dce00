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
}
