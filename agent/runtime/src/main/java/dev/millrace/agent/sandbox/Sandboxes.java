package dev.millrace.agent.sandbox;

import dev.millrace.wire.proto.SandboxRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The kinds that this machine offers, strongest first. */
public final class Sandboxes {
    private final List<SandboxProvider> providers;
    private final List<SandboxFinding> findings;
    private final ControlGroups groups;

    private Sandboxes(List<SandboxProvider> providers, List<SandboxFinding> findings, ControlGroups groups) {
        this.providers = providers;
        this.findings = findings;
        this.groups = groups;
    }

    /** With these, strongest first. */
    public static Sandboxes of(List<SandboxProvider> providers) {
        return new Sandboxes(List.copyOf(providers), List.of(), ControlGroups.none());
    }

    /**
     * Those that can be had on this machine now, each proven by starting it.
     *
     * @param directory the agent's own
     * @param workspaces where its workspaces are, or will be
     */
    public static Sandboxes ofThisMachine(Path directory, Path workspaces) throws InterruptedException {
        var name = "millrace-"
                + UUID.nameUUIDFromBytes(directory.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        var groups = ControlGroups.ofThisMachine(name);
        var users = new Users(workspaces);
        var providers = new ArrayList<SandboxProvider>();
        var findings = new ArrayList<SandboxFinding>();
        var settings = new SystemSettings(Path.of("/etc"), directory.resolve("settings"), System::nanoTime);
        bubblewrap(findings)
                .ifPresent(program ->
                        providers.add(new BubblewrapSandboxes(new BubblewrapMeans(program, groups, users, settings))));
        providers.add(new ProcessSandboxes(groups, users));
        findings.add(groups.finding());
        return new Sandboxes(List.copyOf(providers), List.copyOf(findings), groups);
    }

    /** What this machine offers: kinds with walls, each tried by starting it, and "limits". Leaves nothing behind. */
    public static List<SandboxFinding> tried() throws InterruptedException {
        var findings = new ArrayList<SandboxFinding>();
        var _ = bubblewrap(findings);
        findings.add(ControlGroups.seen().finding());
        return findings;
    }

    private static Optional<BubblewrapProgram> bubblewrap(List<SandboxFinding> findings) throws InterruptedException {
        try {
            var program = BubblewrapProgram.find();
            findings.add(new SandboxFinding(
                    "bubblewrap",
                    true,
                    "starts, with a filter of system calls%s"
                            .formatted(program.root() ? ", each workspace as a user of its own" : ""),
                    ""));
            return Optional.of(program);
        } catch (BubblewrapProgram.Missing e) {
            findings.add(new SandboxFinding("bubblewrap", false, String.valueOf(e.getMessage()), e.remedy()));
            return Optional.empty();
        }
    }

    /** Their kinds, strongest first. */
    public List<String> kinds() {
        return providers.stream().map(SandboxProvider::kind).toList();
    }

    /**
     * Plans one: the kind that is asked for. For "auto" it is what the trust demands: for a fork one with walls, for others a process of the agent's user.
     */
    public Sandbox prepare(SandboxRequest request, SandboxPlace place) throws SandboxRefused {
        var asked = request.getKind().isEmpty() || request.getKind().equals("auto")
                ? request.getTrust().equals("fork") ? "bubblewrap" : "process"
                : request.getKind();
        for (var provider : providers) {
            if (provider.kind().equals(asked)) {
                return provider.prepare(request, place);
            }
        }
        throw new SandboxRefused("This agent has no sandbox '%s', only %s. %s"
                .formatted(
                        asked,
                        String.join(" and ", kinds()),
                        findings.stream()
                                .filter(finding -> finding.subject().equals(asked))
                                .map(finding -> "%s: %s".formatted(finding.found(), finding.remedy()))
                                .findFirst()
                                .orElse("")));
    }

    /** Removes what a crash left of all leases but these. */
    public void reap(Set<String> leases) throws IOException {
        groups.reap(leases);
    }
}
