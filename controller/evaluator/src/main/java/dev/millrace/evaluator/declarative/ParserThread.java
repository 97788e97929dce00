package dev.millrace.evaluator.declarative;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs a compilation on a thread of its own with a large stack: compilers work by recursion, and long chains such as {@code a + b + …} or
 * {@code else if} nest without brackets. What is too deep even so is said as a fault of the text, not of the system.
 */
public final class ParserThread {
    private static final long STACK_BYTES = 128L << 20;

    private ParserThread() {}

    /** The text nests deeper than the compiler can follow. */
    public static final class TooDeep extends Exception {
        private static final long serialVersionUID = 1;

        TooDeep(Throwable cause) {
            super("Expressions are nested too deeply for the compiler", cause);
        }
    }

    /** Does it, and waits. The work's own exceptions come through. */
    public static <T> T call(Callable<T> work) throws Exception {
        var task = new FutureTask<>(work);
        var thread = new Thread(null, task, "compile", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case StackOverflowError deep -> throw new TooDeep(deep);
                case Exception failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw e;
            }
        }
    }
}
