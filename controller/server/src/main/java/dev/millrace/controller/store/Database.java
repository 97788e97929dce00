package dev.millrace.controller.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Connections to the controller's database. Safe for use by many threads. */
public interface Database {
    /** The pool, for libraries. */
    DataSource dataSource();

    /** The epoch of this controller: rows that it acts on carry it. */
    long epoch();

    /**
     * Runs work in a read-only transaction; again where the connection is cut meanwhile, so it collects into what it returns. Fails with {@link
     * DatabaseUnavailable} where there is no connection to be had in time.
     */
    <T> T read(Work<T> work);

    /** Runs work in a transaction that commits when it returns and rolls back when it throws, fenced by {@link #epoch}. */
    <T> T write(Work<T> work);

    /** What runs in a transaction. */
    interface Work<T> {
        /** Does it; must not keep the connection. */
        T on(Connection connection) throws SQLException;
    }
}
