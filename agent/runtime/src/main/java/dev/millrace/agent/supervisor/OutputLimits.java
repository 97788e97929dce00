package dev.millrace.agent.supervisor;

/**
 * How much output may wait on disk for the controller. Past a limit a process's output is not read on: it waits in its pipe, and then its writer waits.
 *
 * @param operationBytes of one operation
 * @param totalBytes of all operations together; each may have one piece of {@link OutputFiles#PIECE} bytes all the same, so that none starves
 */
public record OutputLimits(long operationBytes, long totalBytes) {
    public static final OutputLimits DEFAULT = new OutputLimits(64L << 20, 1L << 30);

    public OutputLimits {
        if (operationBytes < 2L * OutputFiles.PIECE) {
            throw new IllegalArgumentException("The output of an operation needs at least %d bytes, not %d"
                    .formatted(2L * OutputFiles.PIECE, operationBytes));
        }
        if (totalBytes < operationBytes) {
            throw new IllegalArgumentException(
                    "All output together (%d bytes) cannot have less than one operation's (%d)"
                            .formatted(totalBytes, operationBytes));
        }
    }
}
