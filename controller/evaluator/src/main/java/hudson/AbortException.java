package hudson;

import java.io.IOException;

/** A step said no, or the program called {@code error}. The message is all that there is to say: no stack trace is shown for it. */
public class AbortException extends IOException {
    /** A failure with a message for people. */
    public AbortException(String message) {
        super(message);
    }

    /** A failure without a message. */
    public AbortException() {}
}
