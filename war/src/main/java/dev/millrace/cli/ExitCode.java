package dev.millrace.cli;

/** Exit codes; what is not fixed for Millrace follows {@code sysexits}. */
final class ExitCode {
    static final int SUCCESS = 0;
    static final int FAILURE = 1;
    static final int UNSTABLE = 2;
    static final int ABORTED = 3;
    static final int NOT_BUILT = 4;
    /** Wrong arguments, and files that are not there. */
    static final int USAGE = 64;
    /** The pipeline was refused by validation. */
    static final int REFUSED = 65;
    /** The server, or something that it needs, is not there. */
    static final int UNAVAILABLE = 69;
    /** A fault of Millrace. */
    static final int SOFTWARE = 70;
    /** Trying the same again later can help. */
    static final int TEMPORARY = 75;
    /** The token is not good for this. */
    static final int NO_PERMISSION = 77;

    private ExitCode() {}

    /** Of a run's result as the API names it. */
    static int ofResult(String result) {
        return switch (result) {
            case "SUCCESS" -> SUCCESS;
            case "UNSTABLE" -> UNSTABLE;
            case "ABORTED" -> ABORTED;
            case "NOT_BUILT" -> NOT_BUILT;
            default -> FAILURE;
        };
    }
}
