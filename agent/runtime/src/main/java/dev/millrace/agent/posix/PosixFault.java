package dev.millrace.agent.posix;

import java.io.IOException;

/** A call of the system failed. */
public final class PosixFault extends IOException {
    private static final int ENOENT = 2;
    private static final int EACCES = 13;
    private static final int EPERM = 1;
    private static final int EEXIST = 17;
    private static final int EISDIR = 21;
    private static final int ENOTDIR = 20;
    private static final int ELOOP = 40;
    private static final int ENXIO = 6;

    private static final int EINVAL = 22;

    private final String call;
    private final int number;

    /** With the call, the name it was about, and the error's number and words. */
    PosixFault(String call, String name, int number, String words) {
        super("%s %s: %s".formatted(call, name, words));
        this.call = call;
        this.number = number;
    }

    /** Nothing of that name, or something of another kind than it was a moment ago. */
    public boolean gone() {
        return number == ENOENT || number == ENOTDIR || number == ELOOP || number == ENXIO || noLink();
    }

    /** What was a link is none any more. */
    private boolean noLink() {
        return number == EINVAL && call.equals("readlink");
    }

    /** Something has the name already. */
    public boolean exists() {
        return number == EEXIST;
    }

    boolean isNothing() {
        return number == ENOENT;
    }

    boolean isDirectory() {
        return number == EISDIR || number == EPERM; // Linux says the first, POSIX the other
    }

    /** It is there, and not for this user. */
    public boolean denied() {
        return number == EACCES || number == EPERM;
    }
}
