package dev.millrace.agent.supervisor;

import java.util.regex.Pattern;

/**
 * Names an operation of a lease. Both parts become names of files and part of the cookie.
 *
 * @param lease job, attempt and epoch: "17.1.3"
 * @param operation step and ordinal: "4.0"
 */
public record OperationName(String lease, String operation) {
    private static final Pattern PART = Pattern.compile("[0-9]+(\\.[0-9]+){1,2}");

    public OperationName {
        if (!PART.matcher(lease).matches() || !PART.matcher(operation).matches()) {
            throw new IllegalArgumentException("Not the name of an operation: %s of %s".formatted(operation, lease));
        }
    }

    @Override
    public String toString() {
        return lease + "/" + operation;
    }
}
