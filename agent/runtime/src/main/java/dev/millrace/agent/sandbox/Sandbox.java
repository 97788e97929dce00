package dev.millrace.agent.sandbox;

import dev.millrace.agent.supervisor.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A lease's sandbox. Outlives the agent: it must follow from what is on disk alone. Order of calls: {@link #open} before the first process of the lease,
 * not again after a restart of the agent; {@link #close} when no process of it is left.
 */
public interface Sandbox {
    /** Kind of its provider. */
    String kind();

    /** What its processes must start from. */
    Map<String, String> environment();

    /** What people should know, for the run's log. */
    List<String> notices();

    /** Makes what its processes need. Doing it again changes nothing. */
    void open() throws IOException, SandboxRefused;

    /**
     * The process as the supervisor must start it.
     *
     * @param plain as it would be started without a sandbox
     * @param readable directories outside of the workspace that it needs, and becomes the owner of
     */
    Order.Start enclose(Order.Start plain, List<Path> readable) throws IOException;

    /**
     * What the agent wrote there becomes the job's.
     *
     * @param path below the workspace; "" is all of it
     */
    void give(String path) throws IOException;

    /** Nothing of it stays. Doing it again changes nothing. */
    void close() throws IOException;
}
