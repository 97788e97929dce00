package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Result;
import java.util.List;
import java.util.Optional;

/**
 * How a block or branch was left.
 *
 * @param result of what ran in it
 * @param message of the exception that left it; empty if none did
 * @param failure that exception
 * @param told why the program did what it did there, for people; says nothing to a replay
 */
public record Leaving(Result result, String message, Optional<Throwable> failure, List<NamedValue> told) {
    public Leaving {
        told = List.copyOf(told);
    }

    /** With nothing told. */
    public Leaving(Result result, String message, Optional<Throwable> failure) {
        this(result, message, failure, List.of());
    }

    /** The same, with what was told. */
    public Leaving telling(List<NamedValue> facts) {
        return new Leaving(result, message, failure, facts);
    }

    /** Left in the ordinary way. */
    public static Leaving ordinary(Result result) {
        return new Leaving(result, "", Optional.empty());
    }
}
