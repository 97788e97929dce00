package dev.millrace.controller.web;

import dev.millrace.controller.artifact.RunFiles;
import dev.millrace.controller.blob.BlobKeeping;
import dev.millrace.controller.blob.BlobStore;
import dev.millrace.controller.execution.Executions;
import dev.millrace.controller.execution.OpenQuestions;
import dev.millrace.controller.execution.Programs;
import dev.millrace.controller.execution.Replays;
import dev.millrace.controller.execution.Restarts;
import dev.millrace.controller.execution.WaitingRuns;
import dev.millrace.controller.explain.Explanations;
import dev.millrace.controller.fleet.Fleet;
import dev.millrace.controller.identity.Identities;
import dev.millrace.controller.inspect.Inspections;
import dev.millrace.controller.lease.Jobs;
import dev.millrace.controller.lease.RunLocks;
import dev.millrace.controller.log.RunLogs;
import dev.millrace.controller.plugin.Plugins;
import dev.millrace.controller.queue.SchedulingRules;
import dev.millrace.controller.rehearsal.Rehearsals;
import dev.millrace.controller.run.Checkouts;
import dev.millrace.controller.run.Runs;
import dev.millrace.controller.source.LibrarySettings;
import dev.millrace.controller.tenant.Settings;
import dev.millrace.controller.tenant.Tenants;
import dev.millrace.controller.tool.Tools;
import dev.millrace.controller.trigger.Triggers;
import java.util.Optional;

/**
 * What the HTTP side is a client of.
 *
 * @param people who asks, and for which organization
 * @param work runs and what they leave
 * @param capacity agents and the queue
 * @param blobs uploads, and where they lie
 * @param language what can be said of pipelines without running them
 * @param plugins what brings them
 * @param health asked by the health check
 */
public record WebDoors(
        People people, Work work, Capacity capacity, Blobs blobs, Language language, Plugins plugins, Health health) {
    /** Principals, organizations and what their pipelines can load. */
    public record People(
            Identities identities, Tenants tenants, Settings settings, LibrarySettings libraries, Tools tools) {}

    /** Runs and what they leave. */
    public record Work(
            Triggers triggers,
            Runs runs,
            Checkouts checkouts,
            Executions executions,
            OpenQuestions questions,
            WaitingRuns waiting,
            Restarts restarts,
            Replays replays,
            Explanations explanations,
            Inspections inspections,
            RunLogs logs,
            RunFiles files) {}

    /**
     * Pipelines that are no runs.
     *
     * @param programs examines them
     * @param rehearsals tries them
     */
    public record Language(Programs programs, Rehearsals rehearsals) {}

    /** Content, and where it lies. */
    public record Blobs(BlobStore store, BlobKeeping keeping) {}

    /** Agents and what waits for them. */
    public record Capacity(Fleet fleet, Jobs jobs, RunLocks locks, SchedulingRules rules, AgentEntrance entrance) {}

    /**
     * Where agents dial.
     *
     * @param host as agents reach it; empty: as the caller reached the HTTP side
     * @param port of the agent endpoint
     * @param fingerprint SHA-256 of the controller's certificate, in hexadecimal digits
     */
    public record AgentEntrance(String host, int port, String fingerprint) {}

    /** Whether the controller can work. */
    public interface Health {
        /** Why not; empty: it is ready. Answers fast. */
        Optional<String> unready();
    }
}
