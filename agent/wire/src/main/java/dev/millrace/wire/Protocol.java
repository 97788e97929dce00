package dev.millrace.wire;

/** Versions and limits of the conversation between controller and agent. */
public final class Protocol {
    /** What this release speaks. Raised when an older peer would misunderstand. */
    public static final int VERSION = 1;

    /** The oldest version that this release still understands. */
    public static final int OLDEST = 1;

    /** Longest message between controller and agent, in bytes. */
    public static final int AGENT_FRAME_LIMIT = 4 << 20;

    /** Longest message between controller and evaluator, in bytes. */
    public static final int EVALUATOR_FRAME_LIMIT = 16 << 20;

    /** Most bytes of one blob part or one piece of output. */
    public static final int PART_LIMIT = 256 << 10;

    /** Bytes that may be on their way on one stream or operation beyond what the receiver took. */
    public static final int WINDOW = 1 << 20;

    private Protocol() {}
}
