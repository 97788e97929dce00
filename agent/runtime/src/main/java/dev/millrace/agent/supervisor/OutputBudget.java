package dev.millrace.agent.supervisor;

/** The output of all operations that waits on disk, under its limits. Safe for use by many threads. */
final class OutputBudget {
    private final OutputLimits limits;
    private long total;

    OutputBudget(OutputLimits limits) {
        this.limits = limits;
    }

    Account open() {
        return new Account();
    }

    /** Bytes that wait, of all accounts. */
    synchronized long total() {
        return total;
    }

    /** One operation's part. */
    final class Account implements AutoCloseable {
        private long written;
        private long taken;
        private boolean lifted;
        private boolean closed;

        private long waiting() {
            return written - taken;
        }

        private boolean full() {
            return waiting() >= limits.operationBytes()
                    || (total >= limits.totalBytes() && waiting() >= OutputFiles.PIECE);
        }

        /** Waits until there is room for more, or the limits are lifted. */
        void awaitRoom() throws InterruptedException {
            synchronized (OutputBudget.this) {
                while (full() && !lifted) {
                    OutputBudget.this.wait();
                }
            }
        }

        /** The output ends there now. */
        void wrote(long end) {
            change(end, taken);
        }

        /** The controller has it up to there. */
        void taken(long offset) {
            change(written, offset);
        }

        private void change(long writtenNow, long takenNow) {
            synchronized (OutputBudget.this) {
                long before = waiting();
                written = Math.max(written, writtenNow);
                taken = Math.min(written, Math.max(taken, takenNow));
                if (!closed) {
                    total += waiting() - before;
                }
                OutputBudget.this.notifyAll();
            }
        }

        /** The process is being killed: what it has written is taken in, so that it can end. */
        void lift() {
            synchronized (OutputBudget.this) {
                lifted = true;
                OutputBudget.this.notifyAll();
            }
        }

        /** True when less than a piece waits: a finished operation with so little is not counted any more. */
        boolean small() {
            synchronized (OutputBudget.this) {
                return waiting() < OutputFiles.PIECE;
            }
        }

        /** Counts no more. */
        @Override
        public void close() {
            synchronized (OutputBudget.this) {
                if (!closed) {
                    closed = true;
                    lifted = true;
                    total -= waiting();
                    OutputBudget.this.notifyAll();
                }
            }
        }
    }
}
