package dev.millrace.agent.sandbox;

import java.util.List;
import java.util.Map;

/** A lease's sandbox. Outlives the agent: it must follow from what is on disk alone. */
public interface Sandbox {
    /** Kind of its provider. */
    String kind();

    /** What its processes must start from. */
    Map<String, String> environment();

    /** The command as the supervisor must start it. */
    List<String> command(List<String> command);

    /** What people should know, for the run's log. */
    List<String> notices();
}
