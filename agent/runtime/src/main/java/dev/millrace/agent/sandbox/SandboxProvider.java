package dev.millrace.agent.sandbox;

import dev.millrace.wire.proto.SandboxRequest;

/** One kind of sandbox. Safe for use by many threads. */
public interface SandboxProvider {
    /** As requests name it: "process", "bubblewrap", ... */
    String kind();

    /** Plans a sandbox for a lease, or says why there can be none. Changes nothing. */
    Sandbox prepare(SandboxRequest request, SandboxPlace place) throws SandboxRefused;
}
