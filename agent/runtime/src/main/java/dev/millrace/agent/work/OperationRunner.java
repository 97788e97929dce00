package dev.millrace.agent.work;

import dev.millrace.agent.archive.Archives;
import dev.millrace.agent.snapshot.WorkspaceStates;
import dev.millrace.agent.spool.LeaseSpool;
import dev.millrace.agent.spool.Spool;
import dev.millrace.agent.stream.Delivery;
import dev.millrace.agent.supervisor.ExitRecord;
import dev.millrace.agent.supervisor.OperationName;
import dev.millrace.agent.supervisor.Order;
import dev.millrace.agent.transfer.BlobClient;
import dev.millrace.agent.transfer.TreePacker;
import dev.millrace.agent.transfer.TreeUnpacker;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.wire.proto.Completed;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationFinished;
import dev.millrace.wire.proto.OperationRef;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins operations, attaches to those that are known, ends and forgets them. */
final class OperationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(OperationRunner.class);

    private final Supervision supervision;
    private final Delivery.Sender sender;
    private final BooleanSupplier connected;
    private final BlobClient blobs;
    private final WorkspaceStates states;

    /** @param directory the agent's own */
    OperationRunner(
            Supervision supervision,
            Delivery.Sender sender,
            BooleanSupplier connected,
            BlobClient blobs,
            Path directory) {
        this.supervision = supervision;
        this.sender = sender;
        this.connected = connected;
        this.blobs = blobs;
        this.states = WorkspaceStates.create(directory.resolve("snapshots"), blobs, InstantSource.system());
    }

    static OperationName name(OperationRef reference) {
        return new OperationName(
                Spool.name(reference.getLease()), "%d.%d".formatted(reference.getStep(), reference.getOrdinal()));
    }

    /** Begins it on a thread of its own; one that is known goes on, and says again how it ended. */
    void operate(ActiveLease lease, Operate request) {
        var room = lease.room();
        if (room.isEmpty() || lease.ending().isPresent()) {
            return;
        }
        var known = lease.operation(name(request.getOperation()));
        if (known.isPresent()) {
            known.get().delivery().repeat();
            return;
        }
        ActiveOperation operation;
        try {
            var spool = room.get().spool().create(request);
            operation = new ActiveOperation(
                    spool, Delivery.start(spool.reference(), spool.files().output(), sender, connected.getAsBoolean()));
        } catch (IOException e) {
            var failed = Outcomes.failed(request.getOperation(), e);
            Thread.ofVirtual().start(() -> {
                boolean _ = sender.send(dev.millrace.wire.proto.FromAgent.newBuilder()
                        .setFinished(failed)
                        .build());
            });
            return;
        }
        lease.add(operation);
        operation.worker(Thread.ofVirtual().name("operation").start(() -> perform(room.get(), operation, request)));
    }

    private void perform(ActiveLease.Room room, ActiveOperation operation, Operate request) {
        var spool = operation.spool();
        try {
            if (request.hasExecute()) {
                var order = ProcessOrders.prepare(room, spool, request.getExecute());
                if (!operation.unlessCancelled(() -> supervision.give(order))) {
                    throw new InterruptedException("Cancelled before it was started");
                }
                return;
            }
            var finished =
                    perform(room, request).setOperation(spool.reference()).build();
            WrittenFiles.give(room, request);
            finish(operation, finished);
        } catch (InterruptedException e) {
            finish(operation, cancelled(operation));
        } catch (IOException | FileFault | RuntimeException e) {
            finish(operation, Outcomes.failed(spool.reference(), e));
        }
    }

    private OperationFinished.Builder perform(ActiveLease.Room room, Operate request)
            throws IOException, FileFault, InterruptedException {
        var files = room.workspace().files();
        var lease = room.spool().lease();
        var trust = room.spool().grant().getSandbox().getTrust();
        return switch (request.getBodyCase()) {
            case PACK ->
                OperationFinished.newBuilder().setPacked(new TreePacker(blobs).pack(lease, files, request.getPack()));
            case UNPACK -> {
                new TreeUnpacker(blobs).unpack(lease, files, request.getUnpack());
                yield OperationFinished.newBuilder().setCompleted(Completed.getDefaultInstance());
            }
            case SNAPSHOT -> OperationFinished.newBuilder().setSnapshot(states.take(lease, room.workspace(), trust));
            case RESTORE ->
                OperationFinished.newBuilder()
                        .setRestored(
                                states.restore(lease, request.getRestore().getManifest(), room.workspace(), trust));
            case ARCHIVE -> OperationFinished.newBuilder().setArchived(Archives.write(files, request.getArchive()));
            case EXTRACT -> OperationFinished.newBuilder().setExtracted(Archives.extract(files, request.getExtract()));
            default -> FileOperations.perform(files, request);
        };
    }

    private static OperationFinished cancelled(ActiveOperation operation) {
        return operation.isProcess()
                ? Outcomes.exited(operation.spool(), new ExitRecord(ExitRecord.Reason.ABORTED, 0, "", 0, 0, 0, 0))
                : Outcomes.failed(operation.spool().reference(), new InterruptedException("Cancelled"));
    }

    /** What is told is on disk before; only where the disk takes nothing, it is told without. */
    static void finish(ActiveOperation operation, OperationFinished finished) {
        var _ = operation.spool().finish(finished).whenComplete((_, failure) -> {
            if (failure != null) {
                LOG.atError().setCause(failure).log("result-not-stored");
            }
            operation.delivery().finish(finished);
        });
    }

    void cancel(ActiveOperation operation) {
        operation.cancel();
        if (operation.isProcess()) {
            var grace =
                    Duration.ofMillis(operation.spool().request().getExecute().getGraceMillis());
            supervision.give(new Order.Cancel(operation.spool().name(), grace));
        }
    }

    /** The controller will not ask for it again. */
    void acknowledge(ActiveLease lease, OperationRef reference) {
        var found = lease.operation(name(reference));
        if (found.isEmpty() || found.get().delivery().finished().isEmpty()) {
            return;
        }
        var operation = found.get();
        lease.remove(operation.spool().name());
        operation.delivery().close();
        Thread.ofVirtual().start(() -> {
            try {
                operation.spool().delete();
            } catch (IOException e) {
                LOG.atError().setCause(e).log("operation-not-forgotten");
            }
        });
    }

    /** After a restart: what the supervisor runs goes on, what ended is told, what was never begun is forgotten. */
    void restore(ActiveLease lease, LeaseSpool stored, List<OperationName> running) throws IOException {
        for (var spool : stored.operations()) {
            var files = spool.files();
            var known = spool.finished();
            boolean runs = running.contains(spool.name());
            if (known.isEmpty() && !runs && !files.wasStarted()) {
                spool.delete();
                continue;
            }
            var operation =
                    new ActiveOperation(spool, Delivery.start(spool.reference(), files.output(), sender, false));
            operation.delivery().grown(files.output().end());
            if (known.isPresent()) {
                operation.delivery().finish(known.get());
            } else if (!runs) {
                finish(operation, Outcomes.exited(spool, Supervision.remains(operation)));
            }
            lease.add(operation);
        }
    }
}
