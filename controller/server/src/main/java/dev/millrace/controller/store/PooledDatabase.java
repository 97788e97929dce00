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

    private PooledDatabase(HikariDataSource pool, Ownership ownership) {
        this.pool = pool;
        this.ownership = ownership;
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
        return new PooledDatabase(new HikariDataSource(config), ownership);
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
        return transact(true, work);
    }

    @Override
    public <T> T write(Work<T> work) {
        return transact(false, connection -> {
            ownership.fence(connection);
            return work.on(connection);
        });
    }

    private <T> T transact(boolean readOnly, Work<T> work) {
        try (var connection = pool.getConnection()) {
            connection.setReadOnly(readOnly);
            connection.setAutoCommit(false);
            try {
                var result = work.on(connection);
                connection.commit();
                return result;
            } catch (Throwable e) {
                rollback(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw SqlFault.translate(e);
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
