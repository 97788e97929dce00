package dev.millrace.controller.execution;

import dev.millrace.api.report.Artifacts;
import dev.millrace.api.report.CheckedOut;
import dev.millrace.api.report.Revisions;
import dev.millrace.api.report.Stashes;
import dev.millrace.api.report.TestResults;
import dev.millrace.api.step.Arguments;
import dev.millrace.api.step.RunFacts;
import dev.millrace.api.step.RunResult;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.PackedTree;
import dev.millrace.api.workspace.TreeDigest;
import dev.millrace.api.workspace.Workspace;
import dev.millrace.controller.artifact.RunFiles;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.lease.Lease;
import dev.millrace.controller.link.Operations;
import dev.millrace.controller.log.RunLogs;
import dev.millrace.controller.run.Checkouts;
import dev.millrace.controller.snapshot.Snapshots;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Result;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One call of a step. For the step's own thread; {@link #worsened} for whoever has its outcome. */
final class LiveCall implements StepCall {
    private final StepSite site;
    private final Function<List<NamedValue>, Arguments> check;
    private final boolean mayUseWorkspace;
    private final Operations operations;
    private final RunLogs logs;
    private final RunFiles files;
    private final Checkouts checkouts;
    private final Snapshots snapshots;
    private @Nullable Arguments arguments;
    private @Nullable Workspace workspace;
    private RunResult worst = RunResult.SUCCESS;
    private String why = "";

    LiveCall(
            StepSite site,
            Function<List<NamedValue>, Arguments> check,
            boolean mayUseWorkspace,
            Operations operations,
            RunLogs logs,
            RunFiles files,
            Checkouts checkouts,
            Snapshots snapshots) {
        this.site = site;
        this.check = check;
        this.mayUseWorkspace = mayUseWorkspace;
        this.operations = operations;
        this.logs = logs;
        this.files = files;
        this.checkouts = checkouts;
        this.snapshots = snapshots;
    }

    @Override
    public Arguments arguments() {
        if (arguments == null) {
            arguments = check.apply(site.asked().getArgumentsList());
        }
        return arguments;
    }

    @Override
    public RunFacts run() {
        return site.facts();
    }

    @Override
    public Map<String, String> environment() {
        var environment = new LinkedHashMap<>(site.environment());
        site.node()
                .filter(node -> node.lease().state() == java.util.concurrent.Future.State.SUCCESS)
                .ifPresent(node -> environment.putAll(node.lease().join().environment()));
        environment.putAll(site.context().getEnvironmentMap());
        return environment;
    }

    @Override
    public void log(String line) {
        var lines = (line + "\n").getBytes(StandardCharsets.UTF_8);
        var _ = logs.append(site.run().id(), site.step(), lines, site.timestamps());
    }

    @Override
    public RunResult result() {
        return RunResult.valueOf(Results.of(site.context().getResult()).name());
    }

    @Override
    public void worsen(RunResult result, String reason) {
        if (result.compareTo(worst) > 0) {
            worst = result;
            why = reason;
        }
    }

    Result worsened() {
        return Results.of(worst);
    }

    String worsenedWhy() {
        return why;
    }

    @Override
    public Workspace workspace() throws StepException {
        if (workspace == null) {
            if (!mayUseWorkspace) {
                throw new StepException(
                        "not-allowed",
                        "%s may not use the workspace: its plugin did not declare agent-processes"
                                .formatted(site.asked().getName()));
            }
            var lease = lease();
            workspace = new LeasedWorkspace(
                    lease,
                    site.context(),
                    new AgentCalls(operations, logs, site, lease.key()),
                    tree -> snapshots.record(
                            site.run().id(), site.step(), site.context().getNode(), "checkpoint", tree));
        }
        return workspace;
    }

    private Lease lease() throws StepException {
        var node = site.node()
                .orElseThrow(() -> new StepException(
                        "no-node",
                        "%s needs an agent: put it inside node { } or give the stage an agent"
                                .formatted(site.asked().getName())));
        try {
            return node.lease().get();
        } catch (ExecutionException e) {
            var cause = e.getCause();
            throw new StepException(
                    "agent-lost", cause == null ? "The agent is lost" : String.valueOf(cause.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepException("interrupted", "Interrupted while waiting for the agent", RunResult.ABORTED);
        }
    }

    @Override
    public Artifacts artifacts() {
        return new CallArtifacts(files, site.run().id(), site.step());
    }

    @Override
    public Stashes stashes() {
        return new Stashes() {
            @Override
            public void put(String name, PackedTree tree) {
                files.putStash(
                        site.run().id(),
                        new RunFiles.Stash(name, Digest.parse(tree.digest().hex()), tree.files(), tree.bytes()));
            }

            @Override
            public Optional<PackedTree> get(String name) {
                return files.stash(site.run().id(), name)
                        .map(stash -> new PackedTree(new TreeDigest(stash.tree().hex()), stash.files(), stash.bytes()));
            }
        };
    }

    @Override
    public TestResults tests() {
        return cases -> files.putTests(site.run().id(), site.step(), cases);
    }

    @Override
    public Revisions revisions() {
        return new Revisions() {
            @Override
            public Optional<String> before(String source) {
                return checkouts.before(site.run(), source);
            }

            @Override
            public void checkedOut(CheckedOut what) {
                checkouts.keep(site.run(), site.step(), what);
            }
        };
    }
}
