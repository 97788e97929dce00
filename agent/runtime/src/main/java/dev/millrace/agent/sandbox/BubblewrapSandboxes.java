package dev.millrace.agent.sandbox;

import dev.millrace.wire.proto.SandboxRequest;
import java.util.ArrayList;

/** Walls of namespaces, by bubblewrap. */
final class BubblewrapSandboxes implements SandboxProvider {
    /** Without a limit of its own a job has room for a large parallel build, and a bomb of forks stays its own trouble. */
    private static final int PROCESSES = 4096;

    private final BubblewrapMeans means;

    BubblewrapSandboxes(BubblewrapMeans means) {
        this.means = means;
    }

    @Override
    public String kind() {
        return "bubblewrap";
    }

    @Override
    public Sandbox prepare(SandboxRequest request, SandboxPlace place) throws SandboxRefused {
        var limits = GroupLimits.of(request);
        var lacking = means.groups().lacking(limits);
        if (lacking.isPresent()) {
            throw new SandboxRefused(lacking.get());
        }
        if (!place.workspace().startsWith(place.workspaces())) {
            throw new SandboxRefused(
                    "A workspace outside of the agent's directory (%s) cannot be given to a job in bubblewrap: leave customWorkspace out, or make it relative"
                            .formatted(place.workspace()));
        }
        boolean network = switch (request.getNetwork()) {
            case "", "none" -> false;
            case "open" -> true;
            default ->
                throw new SandboxRefused(
                        "bubblewrap has the networks 'none' and 'open', not '%s'".formatted(request.getNetwork()));
        };
        var notices = new ArrayList<String>();
        if (means.groups().holds("pids")) {
            limits = limits.orProcesses(PROCESSES);
        } else {
            notices.add("Nothing limits the number of processes of this job: the agent may not make control groups");
        }
        return new BubblewrapSandbox(means, limits, request.getDiskBytes(), place, network, notices);
    }
}
