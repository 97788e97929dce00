package dev.millrace.controller.snapshot;

/** An agent could not take or restore a state. The code is the wire's: "too-many", "disk-full", "io", ... */
public final class SnapshotFailed extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;

    /** With the agent's code and words. */
    public SnapshotFailed(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Machine-readable. */
    public String code() {
        return code;
    }
}
