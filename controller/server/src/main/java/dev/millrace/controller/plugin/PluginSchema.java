package dev.millrace.controller.plugin;

import dev.millrace.controller.store.Database;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Connections that start in the plugin's own schema, from the controller's pool. They go back as they came: what a plugin changed is rolled back
 * and reset, and where that fails the connection is thrown away.
 */
final class PluginSchema implements DataSource {
    private final DataSource pool;
    private final String schema;

    private PluginSchema(DataSource pool, String schema) {
        this.pool = pool;
        this.schema = schema;
    }

    /** Makes the schema where it is not there yet. */
    static DataSource create(Database database, String plugin) {
        var schema = "plugin_" + plugin.replace('-', '_');
        database.write(connection -> {
            try (var statement = connection.createStatement()) {
                // The id is checked: small letters, digits and dashes.
                return statement.execute("create schema if not exists " + schema);
            }
        });
        return new PluginSchema(database.dataSource(), schema);
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = pool.getConnection();
        try {
            var before = connection.getSchema();
            boolean autoCommit = connection.getAutoCommit();
            connection.setSchema(schema);
            if (!autoCommit) {
                connection.commit();
            }
            return borrowed(connection, before, autoCommit);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static Connection borrowed(Connection connection, String before, boolean autoCommit) {
        return (Connection) Proxy.newProxyInstance(
                PluginSchema.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    switch (method.getName()) {
                        case "close" -> {
                            giveBack(connection, before, autoCommit);
                            return null;
                        }
                        case "unwrap" ->
                            throw new SQLFeatureNotSupportedException("The connection belongs to the pool");
                        case "isWrapperFor" -> {
                            return false;
                        }
                        default -> {
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause() == null ? e : e.getCause();
                            }
                        }
                    }
                });
    }

    private static void giveBack(Connection connection, String before, boolean autoCommit) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        try (connection) {
            try {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
                connection.setSchema(before);
                connection.setAutoCommit(autoCommit);
            } catch (SQLException e) {
                connection.abort(Runnable::run);
                throw e;
            }
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The host decides who connects");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException("The host decides where to log");
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("The host decides where to log");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("The host decides how long to wait");
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("The host decides where to log");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException("The pool belongs to the host");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
