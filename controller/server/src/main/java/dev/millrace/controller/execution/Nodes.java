package dev.millrace.controller.execution;

import dev.millrace.controller.base.Ids;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.lease.Jobs;
import dev.millrace.controller.queue.JobRequest;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.WorkspaceRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Makes {@code node} blocks. */
final class Nodes {
    private final Jobs jobs;
    private final Ids ids;
    private final Executor executor;
    private final Timers timers;
    private final InstantSource clock;

    Nodes(Jobs jobs, Ids ids, Executor executor, Timers timers, InstantSource clock) {
        this.timers = timers;
        this.clock = clock;
        this.jobs = jobs;
        this.ids = ids;
        this.executor = executor;
    }

    /** Why there will be no such node; empty where one is asked for. */
    static Optional<String> refused(RunBrief brief, Asked asked) {
        var agent = Markers.text(asked.getArgumentsList(), "agent");
        if (!agent.isEmpty()) {
            return Optional.of("agent { %1$s } needs a provider of %1$s agents, and there is none".formatted(agent));
        }
        var wrong = NodeNeeds.wrong(asked);
        if (wrong.isPresent()) {
            return wrong;
        }
        var custom = Markers.text(asked.getArgumentsList(), "customWorkspace");
        return WorkspacePath.absolute(custom) && brief.run().trust().equals("fork")
                ? Optional.of(
                        "customWorkspace '%s' is outside of the agent's workspaces, which a run of a fork may not use: make it relative"
                                .formatted(custom))
                : Optional.empty();
    }

    /**
     * The block of a step.
     *
     * @param attempt the attempt under whose lease the block is open; 0: it is not open yet
     * @param wanted what its job needs
     * @param waiter hears why it has no agent yet
     */
    NodeBlock block(
            RunBrief brief,
            Asked asked,
            Instant askedAt,
            int attempt,
            NodeNeeds wanted,
            Consumer<Outcome> conclude,
            WaitingNotice.Waiter waiter) {
        var run = brief.run();
        var arguments = asked.getArgumentsList();
        var facts = brief.facts();
        var request = new JobRequest(
                new JobId(ids.next()),
                run.id(),
                asked.getStep(),
                run.organization(),
                run.project(),
                brief.title(),
                Markers.text(arguments, "label"),
                wanted.priority(),
                WorkspaceRequest.newBuilder()
                        .setKey(RunEnvironment.workspaceKey(
                                facts.organization(),
                                facts.project(),
                                run.source().facts().getOrDefault("BRANCH_NAME", "")))
                        .setCustom(Markers.text(arguments, "customWorkspace"))
                        .build(),
                wanted.sandbox(),
                brief.environment(),
                askedAt,
                wanted.needs());
        return new NodeBlock(
                request, jobs, executor, attempt, conclude, new WaitingNotice(jobs, timers, clock, waiter));
    }
}
