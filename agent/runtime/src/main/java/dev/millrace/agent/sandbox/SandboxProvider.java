package dev.millrace.agent.sandbox;

import dev.millrace.wire.proto.SandboxRequest;

/** One kind of sandbox. Safe for use by many threads. */
public interface SandboxProvider {
    /** As requests name it: "process", "bubblewrap", ... */
    String kind();

    /** Makes a sandbox ready for a lease, before any of its processes. */
    Sandbox prepare(SandboxRequest request, SandboxPlace place) throws SandboxRefused;
}
