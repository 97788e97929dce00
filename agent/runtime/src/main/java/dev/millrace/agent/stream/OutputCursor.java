package dev.millrace.agent.stream;

/** How far an operation's output is, was sent, and was taken. Pure, not safe for use by many threads. */
final class OutputCursor {
    private final int piece;
    private final long window;
    private long available;
    private long position;
    private long taken;

    /**
     * @param piece most bytes to send at once
     * @param window most bytes to send beyond what was taken
     */
    OutputCursor(int piece, long window) {
        this.piece = piece;
        this.window = window;
    }

    void grown(long end) {
        available = Math.max(available, end);
    }

    /** The controller has everything up to here, and wants to go on from there. */
    void resume(long offset) {
        taken = offset;
        position = offset;
    }

    /** The controller's end is durable up to here; it may have been told of this output on another connection. */
    void taken(long offset) {
        taken = Math.max(taken, offset);
        position = Math.max(position, taken);
    }

    /** How many bytes to send now from {@link #position}; 0 is none. */
    int next() {
        return (int) Math.max(0, Math.min(Math.min(piece, available - position), taken + window - position));
    }

    void sent(int bytes) {
        position += bytes;
    }

    long position() {
        return position;
    }

    long available() {
        return available;
    }

    boolean atEnd() {
        return position >= available;
    }
}
