package dev.millrace.agent.supervisor;

import java.io.IOException;

/** A pipe's reading end, not blocking, with an event beside it that wakes the reader when the process is over. */
final class PosixPipe implements OutputPipe {
    private final Libc libc;
    private final int fd;
    private final int event;
    private volatile boolean ended;
    private boolean rest;
    private boolean closed;

    PosixPipe(Libc libc, int fd) {
        this.libc = libc;
        this.fd = fd;
        this.event = libc.event();
    }

    @Override
    public int read(byte[] target) throws IOException {
        while (true) {
            boolean over = ended && !rest;
            long count = libc.readAtOnce(fd, target);
            if (count > 0) {
                return (int) count;
            }
            if (count == 0) {
                return -1;
            }
            if (count == -Libc.EAGAIN) {
                if (over) {
                    return 0;
                }
                libc.awaitReadable(fd, rest ? -1 : event);
            } else if (count != -Libc.EINTR) {
                throw new IOException("Reading a process's output: " + libc.describe((int) -count));
            }
        }
    }

    @Override
    public synchronized void processEnded() {
        ended = true;
        if (!closed) {
            libc.signal(event);
        }
    }

    @Override
    public void awaitRest() {
        rest = true;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            libc.close(fd);
            libc.close(event);
        }
    }
}
