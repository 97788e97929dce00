package dev.millrace.controller.store;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** New connections to one database, with the properties that this controller wants of the driver. Safe for use by many threads. */
final class PostgresSource implements DataSource {
    private static final Duration GLANCE = Duration.ofMillis(5);
    private static final String END_OTHERS = """
            select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()""";

    private volatile String url;
    private final String user;
    private final String password;

    /** To a database as its owner; the URL may change later, as a restarted server may get another port. */
    PostgresSource(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** The same server and user, another database. */
    PostgresSource database(String name) {
        var end = url.indexOf('?') < 0 ? url.length() : url.indexOf('?');
        return new PostgresSource(
                url.substring(0, url.lastIndexOf('/', end) + 1) + name + url.substring(end), user, password);
    }

    /** Where new connections go to from now on. */
    void redirect(String to) {
        url = to;
    }

    String url() {
        return url;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(user, password);
    }

    @Override
    public Connection getConnection(String asUser, String withPassword) throws SQLException {
        return DriverManager.getConnection(url, properties(asUser, withPassword));
    }

    /** Ends all other connections to the server; false where it does not answer, or some stay, for this long. */
    boolean clear(Duration patience) {
        var properties = properties(user, password);
        var seconds = Long.toString(patience.toSeconds());
        properties.setProperty("loginTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        long deadline = System.nanoTime() + patience.toNanos();
        try (var connection = DriverManager.getConnection(url, properties);
                var end = connection.prepareStatement(END_OTHERS)) {
            while (System.nanoTime() - deadline < 0) {
                try (var others = end.executeQuery()) {
                    if (!others.next()) {
                        return true;
                    }
                }
                LockSupport.parkNanos(GLANCE.toNanos());
            }
        } catch (SQLException e) {
            return false;
        }
        return false;
    }

    private static Properties properties(String asUser, String withPassword) {
        var properties = new Properties();
        properties.setProperty("user", asUser);
        properties.setProperty("password", withPassword);
        properties.setProperty("ApplicationName", "millrace");
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // The pool offers its own patience; connectTimeout above bounds a login as well.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("Wraps nothing: " + type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
