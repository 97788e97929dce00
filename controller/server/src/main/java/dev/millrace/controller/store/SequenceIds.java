package dev.millrace.controller.store;

import dev.millrace.controller.base.Ids;
import java.util.concurrent.locks.ReentrantLock;

/** Ids from blocks of 1,000 of a sequence: one short transaction for a thousand ids. */
final class SequenceIds implements Ids {
    private static final int BLOCK = 1_000;

    private final Database database;
    private final ReentrantLock lock = new ReentrantLock();
    private long next;
    private long end;

    SequenceIds(Database database) {
        this.database = database;
    }

    @Override
    public long next() {
        lock.lock();
        try {
            if (next == end) {
                next = database.write(connection -> {
                    try (var statement = connection.prepareStatement("select nextval('id_block')");
                            var rows = statement.executeQuery()) {
                        rows.next();
                        return rows.getLong(1);
                    }
                });
                end = next + BLOCK;
            }
            return next++;
        } finally {
            lock.unlock();
        }
    }
}
