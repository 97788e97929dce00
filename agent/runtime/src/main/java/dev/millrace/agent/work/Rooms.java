package dev.millrace.agent.work;

import dev.millrace.agent.sandbox.Sandbox;
import dev.millrace.agent.sandbox.SandboxPlace;
import dev.millrace.agent.sandbox.SandboxRefused;
import dev.millrace.agent.sandbox.Sandboxes;
import dev.millrace.agent.spool.LeaseSpool;
import dev.millrace.agent.spool.Spool;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.agent.workspace.Workspace;
import dev.millrace.agent.workspace.Workspaces;
import dev.millrace.wire.proto.LeaseAccepted;
import dev.millrace.wire.proto.LeaseGrant;
import dev.millrace.wire.proto.WorkspaceRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prepares what a lease needs on this machine, finds it again after a restart, and clears it away. */
final class Rooms {
    private final AgentSettings settings;
    private final Spool spool;
    private final Workspaces workspaces;
    private final Sandboxes sandboxes;

    Rooms(AgentSettings settings, Spool spool, Workspaces workspaces, Sandboxes sandboxes) {
        this.settings = settings;
        this.spool = spool;
        this.workspaces = workspaces;
        this.sandboxes = sandboxes;
    }

    ActiveLease.Room prepare(LeaseGrant grant, int executor) throws IOException, FileFault, SandboxRefused {
        var custom = grant.getWorkspace().getCustom();
        if (grant.getSandbox().getTrust().equals("fork") && Path.of(custom).isAbsolute()) {
            throw new FileFault("outside-workspace", "A run of a fork works below the agent's workspaces", custom);
        }
        var workspace = workspaces.claim(workspace(grant));
        try {
            var temporary = settings.directory()
                    .resolve("spool")
                    .resolve(Spool.name(grant.getLease()))
                    .resolve("tmp")
                    .toAbsolutePath();
            var sandbox =
                    sandboxes.prepare(grant.getSandbox(), place(Spool.name(grant.getLease()), workspace, temporary));
            var accepted = LeaseAccepted.newBuilder()
                    .setLease(grant.getLease())
                    .setWorkspace(workspace.path().toString())
                    .putAllEnvironment(environment(grant, sandbox, executor))
                    .setSandbox(sandbox.kind())
                    .addAllNotices(sandbox.notices())
                    .build();
            return furnished(spool.create(grant, accepted), workspace, sandbox);
        } catch (IOException | SandboxRefused e) {
            workspaces.release(workspace);
            throw e;
        }
    }

    private static ActiveLease.Room furnished(LeaseSpool stored, Workspace workspace, Sandbox sandbox)
            throws IOException, SandboxRefused {
        try {
            stored.prepare();
            sandbox.open();
            return new ActiveLease.Room(stored, workspace, sandbox);
        } catch (IOException | SandboxRefused e) {
            sandbox.close();
            stored.delete();
            throw e;
        }
    }

    /** A fork's work starts in an empty directory that no other work gets: what it leaves waits for nobody. */
    private static WorkspaceRequest workspace(LeaseGrant grant) {
        return grant.getSandbox().getTrust().equals("fork")
                ? grant.getWorkspace().toBuilder()
                        .setKey("fork." + grant.getWorkspace().getKey())
                        .setFresh(true)
                        .build()
                : grant.getWorkspace();
    }

    /** Removes what a crash left of all leases but these. */
    void reap(Set<String> leases) throws IOException {
        sandboxes.reap(leases);
    }

    List<String> kinds() {
        return sandboxes.kinds();
    }

    /** As it was before the agent was restarted. */
    ActiveLease.Room restore(LeaseSpool stored) throws SandboxRefused {
        var workspace = workspaces.reclaim(Path.of(stored.accepted().getWorkspace()));
        var temporary = stored.temporary().toAbsolutePath();
        var sandbox = sandboxes.prepare(stored.grant().getSandbox(), place(stored.name(), workspace, temporary));
        return new ActiveLease.Room(stored, workspace, sandbox);
    }

    /** Nothing of the lease stays but its workspace, which another may have now. */
    void clear(ActiveLease.Room room) throws IOException {
        room.sandbox().close();
        room.spool().delete();
        workspaces.release(room.workspace());
    }

    private SandboxPlace place(String lease, Workspace workspace, Path temporary) {
        return new SandboxPlace(lease, workspace.path(), temporary, workspaces.root());
    }

    /** The lease's own wins over the agent's, and that over the sandbox's. */
    private Map<String, String> environment(LeaseGrant grant, Sandbox sandbox, int executor) {
        var environment = new HashMap<>(sandbox.environment());
        environment.put("CI", "true");
        environment.put("NODE_NAME", settings.name());
        environment.put("NODE_LABELS", String.join(" ", settings.labels()));
        environment.put("EXECUTOR_NUMBER", Integer.toString(executor));
        environment.putAll(settings.environment());
        environment.putAll(grant.getEnvironmentMap());
        return environment;
    }
}
