package dev.millrace.api;

import java.util.Locale;

/**
 * What a plugin may use. It declares its permissions in its archive's manifest ({@code Millrace-Permissions}, separated by commas); the
 * administrator sees them before the plugin is installed, and the host hands out nothing else.
 */
public enum Permission {
    /** Files and processes in a job's workspace on its agent. */
    AGENT_PROCESSES,
    /** Connections from the controller to other hosts, through {@link PluginServices#http}. */
    NETWORK,
    /** Values of the secrets that a call names. */
    SECRETS,
    /** A database schema of its own. */
    DATABASE;

    /** The name in the manifest: {@code agent-processes}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
