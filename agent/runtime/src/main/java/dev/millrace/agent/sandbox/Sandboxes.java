package dev.millrace.agent.sandbox;

import dev.millrace.wire.proto.SandboxRequest;
import java.util.List;

/** The kinds that this machine offers, strongest first. */
public final class Sandboxes {
    private final List<SandboxProvider> providers;

    private Sandboxes(List<SandboxProvider> providers) {
        this.providers = providers;
    }

    /** With these, strongest first. */
    public static Sandboxes of(List<SandboxProvider> providers) {
        return new Sandboxes(List.copyOf(providers));
    }

    /** Those that can be had on this machine now. */
    public static Sandboxes ofThisMachine() {
        return of(List.of(new ProcessSandboxes()));
    }

    /** Their kinds, strongest first. */
    public List<String> kinds() {
        return providers.stream().map(SandboxProvider::kind).toList();
    }

    /** Makes one ready: the kind that is asked for, or the strongest for "auto". */
    public Sandbox prepare(SandboxRequest request, SandboxPlace place) throws SandboxRefused {
        var kind = request.getKind().isEmpty() ? "auto" : request.getKind();
        for (var provider : providers) {
            if (kind.equals("auto") || provider.kind().equals(kind)) {
                return provider.prepare(request, place);
            }
        }
        throw new SandboxRefused("This agent has no sandbox '%s', only %s".formatted(kind, kinds()));
    }
}
