package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Result;
import java.util.Optional;

/**
 * How a block or branch was left.
 *
 * @param result of what ran in it
 * @param message of the exception that left it; empty if none did
 * @param failure that exception
 */
public record Leaving(Result result, String message, Optional<Throwable> failure) {
    /** Left in the ordinary way. */
    public static Leaving ordinary(Result result) {
        return new Leaving(result, "", Optional.empty());
    }
}
