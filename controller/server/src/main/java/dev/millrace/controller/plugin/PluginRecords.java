package dev.millrace.controller.plugin;

import dev.millrace.controller.base.Digest;
import java.util.List;
import java.util.Map;

/** What administrators decided, kept over restarts. */
interface PluginRecords {
    /**
     * A decision.
     *
     * @param archive the bytes that were approved
     * @param permissions what was approved with them
     * @param enabled whether it is to run
     */
    record Decision(String id, String version, Digest archive, List<String> permissions, boolean enabled) {
        public Decision {
            permissions = List.copyOf(permissions);
        }

        static Decision approving(Archive archive, boolean enabled) {
            return new Decision(archive.id(), archive.version(), archive.digest(), archive.permissions(), enabled);
        }
    }

    /** All decisions by id of the plugin. */
    Map<String, Decision> all();

    /** Keeps a decision; an earlier one about the same plugin is replaced. */
    void keep(Decision decision);

    /** Forgets what was decided about a plugin. */
    void forget(String id);
}
