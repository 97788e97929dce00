package dev.millrace.controller.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Short transactions over a pool. */
final class PooledDatabase implements Database, AutoCloseable {
    private static final int CONNECTIONS = 12;

    private final HikariDataSource pool;
    private final Ownership ownership;
    private final Duration patience;

    private PooledDatabase(HikariDataSource pool, Ownership ownership, Duration patience) {
        this.pool = pool;
        this.ownership = ownership;
        this.patience = patience;
    }

    /** Over a source of connections; {@code patience} is how long a caller waits for one. */
    static PooledDatabase over(DataSource source, Ownership ownership, Duration patience) {
        var config = new HikariConfig();
        config.setPoolName("millrace");
        config.setDataSource(source);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(patience.toMillis());
        config.setValidationTimeout(Math.min(5_000, patience.toMillis()));
        config.setInitializationFailTimeout(-1);
        return new PooledDatabase(new HikariDataSource(config), ownership, patience);
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public long epoch() {
        return ownership.epoch();
    }

    @Override
    public <T> T read(Work<T> work) {
        return withConnection(connection -> transact(connection, true, work));
    }

    @Override
    public <T> T write(Work<T> work) {
        return withConnection(connection -> transact(connection, false, work));
    }

    /** What runs on a connection of the pool, and may find that it is cut. */
    private interface Attempt<T> {
        T on(Connection connection) throws SQLException, Cut;
    }

    /** A connection was cut before anything was done that matters: another one will do. */
    private static final class Cut extends Exception {
        private Cut(SQLException cause) {
            super(cause);
        }
    }

    private <T> T withConnection(Attempt<T> attempt) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try (var connection = connection()) {
                return attempt.on(connection);
            } catch (Cut e) {
                if (System.nanoTime() - deadline > 0) {
                    throw new DatabaseUnavailable("The database cuts its connections: " + e.getMessage(), e);
                }
            } catch (SQLException e) {
                throw SqlFault.translate(e);
            }
        }
    }

    private <T> T transact(Connection connection, boolean readOnly, Work<T> work) throws SQLException, Cut {
        var repeatable = true;
        try {
            connection.setReadOnly(readOnly);
            connection.setAutoCommit(false);
            if (!readOnly) {
                ownership.fence(connection);
                repeatable = false;
            }
            var result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            rollback(connection, e);
            if (repeatable && SqlFault.of(e) == SqlFault.AWAY) {
                throw new Cut(e);
            }
            throw e;
        } catch (Throwable e) {
            rollback(connection, e);
            throw e;
        }
    }

    private Connection connection() {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw new DatabaseUnavailable("No connection to the database: " + e.getMessage(), e);
        }
    }

    private static void rollback(Connection connection, Throwable because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
