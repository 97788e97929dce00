package dev.millrace.controller.store;

import java.sql.SQLException;

/** An empty database on the real server of this test JVM, for who reaches it by its address alone. Closing drops it. */
public final class EmptyDatabase implements AutoCloseable {
    private final PostgresSource source;

    private EmptyDatabase(PostgresSource source) {
        this.source = source;
    }

    /** Another one that nobody else uses. */
    public static EmptyDatabase create() throws SQLException {
        return new EmptyDatabase(TestServer.shared().fresh());
    }

    /** Of JDBC, without user and password. */
    public String url() {
        return source.url();
    }

    public String user() {
        return source.user();
    }

    public String password() {
        return source.password();
    }

    @Override
    public void close() throws SQLException {
        TestServer.shared().drop(source);
    }
}
