package dev.millrace.agent.workspace;

/** A file operation that cannot be done; the code is the wire's: "no-such-file", "outside-workspace", ... */
public final class FileFault extends Exception {
    private final String code;
    private final String path;

    /** With a code, words for people, and the path as it was asked for. */
    public FileFault(String code, String message, String path) {
        super(message);
        this.code = code;
        this.path = path;
    }

    /** Machine-readable. */
    public String code() {
        return code;
    }

    /** As it was asked for. */
    public String path() {
        return path;
    }
}
