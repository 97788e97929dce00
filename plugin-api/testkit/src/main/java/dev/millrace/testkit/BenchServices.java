package dev.millrace.testkit;

import dev.millrace.api.Permission;
import dev.millrace.api.PermissionMissing;
import dev.millrace.api.PluginServices;
import java.net.http.HttpClient;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Services as the host hands them out: what the manifest declares. The bench has no database. */
final class BenchServices implements PluginServices, AutoCloseable {
    private final Declared declared;
    private @Nullable HttpClient http;

    BenchServices(Declared declared) {
        this.declared = declared;
    }

    @Override
    public synchronized HttpClient http() {
        require(Permission.NETWORK);
        var client = http;
        if (client == null) {
            client = HttpClient.newHttpClient();
            http = client;
        }
        return client;
    }

    @Override
    public DataSource database() {
        require(Permission.DATABASE);
        throw new UnsupportedOperationException("The bench has no database: test against a real PostgreSQL");
    }

    @Override
    public synchronized void close() {
        if (http != null) {
            http.shutdownNow();
        }
    }

    private void require(Permission permission) {
        if (!declared.permissions().contains(permission)) {
            throw new PermissionMissing(declared.id(), permission);
        }
    }
}
