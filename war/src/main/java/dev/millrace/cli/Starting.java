package dev.millrace.cli;

import java.util.function.Supplier;

/** Starts a controller, and says plainly why it does not start. */
final class Starting {
    private Starting() {}

    static Controllers.Started start(Controllers controllers, Controllers.Options options) {
        return start(() -> controllers.start(options));
    }

    static Controllers.Started start(Supplier<Controllers.Started> start) {
        try {
            return start.get();
        } catch (Failure e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Failure(ExitCode.UNAVAILABLE, message(e), e);
        }
    }

    /** The first message of the chain: the outermost one is written for people. */
    private static String message(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null) {
                return cause.getMessage();
            }
        }
        return "The controller does not start: " + failure.getClass().getSimpleName();
    }
}
