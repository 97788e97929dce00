package dev.millrace.api;

/**
 * Entry point of a plugin archive, found by {@link java.util.ServiceLoader} in the archive's own class loader (one provider per archive).
 *
 * <p>Call order: constructor without arguments, {@link #start} once, {@link #stop} once. Both may block for a short time; neither is
 * called again after it threw. A plugin must not start threads that outlive {@link #stop}.
 */
public interface Plugin {
    /**
     * Starts the plugin.
     *
     * @param services what the plugin's declared permissions allow; stays valid until {@link #stop}
     * @return what the plugin brings
     */
    Contributions start(PluginServices services);

    /** Releases what {@link #start} took. */
    default void stop() {}
}
