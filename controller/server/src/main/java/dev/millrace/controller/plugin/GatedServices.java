package dev.millrace.controller.plugin;

import dev.millrace.api.Permission;
import dev.millrace.api.PermissionMissing;
import dev.millrace.api.PluginServices;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Hands a plugin what it declared and nothing else. */
final class GatedServices implements PluginServices {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

    private final String plugin;
    private final Set<Permission> permissions;
    private final Function<String, DataSource> schemas;
    private @Nullable HttpClient http;
    private @Nullable DataSource schema;

    GatedServices(String plugin, Set<Permission> permissions, Function<String, DataSource> schemas) {
        this.plugin = plugin;
        this.permissions = Set.copyOf(permissions);
        this.schemas = schemas;
    }

    @Override
    public synchronized HttpClient http() {
        require(Permission.NETWORK);
        var client = http;
        if (client == null) {
            client = HttpClient.newBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
            http = client;
        }
        return client;
    }

    @Override
    public synchronized DataSource database() {
        require(Permission.DATABASE);
        var own = schema;
        if (own == null) {
            own = schemas.apply(plugin);
            schema = own;
        }
        return own;
    }

    /** Ends connections that are still open. */
    synchronized void close() {
        if (http != null) {
            http.shutdownNow();
        }
    }

    private void require(Permission permission) {
        if (!permissions.contains(permission)) {
            throw new PermissionMissing(plugin, permission);
        }
    }
}
