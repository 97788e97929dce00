package dev.millrace.controller.trigger;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.source.WorkingTrees;
import dev.millrace.controller.tenant.Settings;
import dev.millrace.controller.trigger.Triggers.Acceptor;
import java.util.function.Consumer;

/** Builds this package's part of the controller. */
public final class TriggerModule {
    private TriggerModule() {}

    /**
     * Triggers that make runs.
     *
     * @param settings what projects know of their parameters
     * @param acceptor makes a run durable
     * @param accepting counts those under way
     * @param accepted is told of each run that is durable, also of one that a repeated key answered; must not block
     */
    public static Triggers create(
            WorkingTrees trees, Settings settings, Acceptor acceptor, Accepting accepting, Consumer<RunId> accepted) {
        return new CheckedTriggers(trees, settings, acceptor, accepting, accepted);
    }
}
