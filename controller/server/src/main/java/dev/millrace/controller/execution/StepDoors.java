package dev.millrace.controller.execution;

import dev.millrace.controller.artifact.RunFiles;
import dev.millrace.controller.blob.BlobStore;
import dev.millrace.controller.lease.RunLocks;
import dev.millrace.controller.link.Operations;
import dev.millrace.controller.log.RunLogs;
import dev.millrace.controller.snapshot.SnapshotTaking;
import dev.millrace.controller.snapshot.Snapshots;
import dev.millrace.controller.source.LibrarySettings;
import dev.millrace.controller.source.LibraryTrees;
import dev.millrace.controller.tool.Tools;

/**
 * What steps reach.
 *
 * @param catalog steps of plugins
 * @param operations agents
 * @param logs of runs
 * @param files that runs leave behind
 * @param snapshots of their workspaces
 * @param taking takes them and puts them back
 * @param libraries that pipelines can load
 * @param trees where libraries' files are kept
 * @param blobs where content is kept
 * @param locks that they hold
 * @param tools that pipelines can name
 */
public record StepDoors(
        StepCatalog catalog,
        Operations operations,
        RunLogs logs,
        RunFiles files,
        Snapshots snapshots,
        SnapshotTaking taking,
        LibrarySettings libraries,
        LibraryTrees trees,
        BlobStore blobs,
        RunLocks locks,
        Tools tools) {}
