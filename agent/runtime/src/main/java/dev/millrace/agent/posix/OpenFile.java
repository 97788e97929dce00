package dev.millrace.agent.posix;

/** A file that is open. For one thread at a time. */
public final class OpenFile implements AutoCloseable {
    private final Calls calls;
    private final int descriptor;

    OpenFile(Calls calls, int descriptor) {
        this.calls = calls;
        this.descriptor = descriptor;
    }

    /** What it is now. */
    public Stat stat() throws PosixFault {
        return calls.stat(descriptor, "", Calls.AT_EMPTY_PATH);
    }

    /** Reads at most so many bytes; 0 at the end. */
    public int read(byte[] into, int offset, int length) throws PosixFault {
        return calls.read(descriptor, into, offset, length);
    }

    /** Writes all. */
    public void write(byte[] from, int offset, int length) throws PosixFault {
        calls.write(descriptor, from, offset, length);
    }

    /** Sets permission bits. */
    public void mode(int mode) throws PosixFault {
        calls.mode(descriptor, mode);
    }

    /** Sets when it was modified. */
    public void modified(Time time) throws PosixFault {
        calls.modified(descriptor, time);
    }

    @Override
    public void close() {
        calls.close(descriptor);
    }
}
