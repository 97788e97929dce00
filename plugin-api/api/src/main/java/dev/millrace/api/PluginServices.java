package dev.millrace.api;

import java.net.http.HttpClient;
import javax.sql.DataSource;

/**
 * What the host gives a plugin. Each method fails with {@link PermissionMissing} where the plugin did not declare the permission. Safe for
 * use by many threads.
 */
public interface PluginServices {
    /** A client for connections to other hosts. Needs {@link Permission#NETWORK}. */
    HttpClient http();

    /** A database schema that belongs to this plugin alone. Needs {@link Permission#DATABASE}. */
    DataSource database();
}
