package dev.millrace.agent.work;

import dev.millrace.agent.sandbox.SandboxRefused;
import dev.millrace.agent.spool.LeaseSpool;
import dev.millrace.agent.spool.Spool;
import dev.millrace.agent.supervisor.ExitRecord;
import dev.millrace.agent.supervisor.Order;
import dev.millrace.agent.supervisor.Report;
import dev.millrace.agent.supervisor.Report.KeptLease;
import dev.millrace.agent.supervisor.SupervisorClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leases' processes, behind the supervisor: what it reports becomes the ends of operations and leases, also when it is gone. */
final class Supervision implements SupervisorClient.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervision.class);
    /** Long enough for an agent that was killed to be started again; what nobody comes back to must not stay. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final SupervisorClient client;
    private final LeaseTable table;
    private final BiConsumer<ActiveLease, String> end;
    private final Consumer<ActiveLease> ended;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean missing;

    /**
     * @param end a lease is to end, for this reason
     * @param ended nothing of a lease is left
     */
    Supervision(
            AgentSettings settings, LeaseTable table, BiConsumer<ActiveLease, String> end, Consumer<ActiveLease> ended)
            throws IOException {
        this.table = table;
        this.end = end;
        this.ended = ended;
        this.client =
                SupervisorClient.create(settings.directory().resolve("supervisor"), IDLE, settings.output(), this);
    }

    void give(Order order) {
        client.give(order);
    }

    /** Attaches, and takes up what is in the spool. Reports wait until this is done. */
    synchronized void recover(Spool spool, Rooms rooms, OperationRunner runner)
            throws IOException, InterruptedException {
        var attached = client.attach();
        var kept = attached.leases().stream().collect(Collectors.toMap(KeptLease::lease, Function.identity()));
        int executor = 0;
        for (var stored : spool.leases()) {
            var known = kept.remove(stored.name());
            try {
                var lease = table.restore(
                        stored.lease(), executor(stored, executor++), known == null ? 0 : known.deadlineNanos());
                lease.furnish(rooms.restore(stored));
                runner.restore(lease, stored, attached.running());
                if (known == null) {
                    loseWhenDelivered(lease);
                } else if (known.over()) {
                    end.accept(lease, "deadline");
                }
                LOG.atInfo().addKeyValue("lease", stored.name()).log("lease-taken-up");
            } catch (SandboxRefused e) {
                LOG.atError().setCause(e).log("lease-not-taken-up");
                stored.delete();
                client.give(new Order.End(stored.name(), Duration.ZERO));
            }
        }
        rooms.reap(spool.leases().stream().map(LeaseSpool::name).collect(Collectors.toSet()));
        // begun and never accepted
        kept.keySet().forEach(name -> client.give(new Order.End(name, Duration.ZERO)));
    }

    private static int executor(LeaseSpool stored, int otherwise) {
        var number = stored.accepted().getEnvironmentMap().get("EXECUTOR_NUMBER");
        return number != null && number.matches("[0-9]{1,6}") ? Integer.parseInt(number) : otherwise;
    }

    @Override
    public synchronized void reported(Report report) {
        switch (report) {
            case Report.Grown(var name, var outputEnd) ->
                table.operation(name)
                        .ifPresent(operation -> operation.delivery().grown(outputEnd));
            case Report.Ended(var name, var exit) ->
                table.operation(name)
                        .ifPresent(operation ->
                                OperationRunner.finish(operation, Outcomes.exited(operation.spool(), exit)));
            case Report.Gone(var name, var deadline) ->
                table.find(name).ifPresent(lease -> {
                    if (deadline && lease.ending().isEmpty()) {
                        // the supervisor keeps it as over until it is told to forget it
                        end.accept(lease, "deadline");
                    } else {
                        ended.accept(lease);
                    }
                });
            case Report.Attached _ -> LOG.atWarn().log("unexpected-report");
        }
    }

    @Override
    public void lost() {
        LOG.atError().log("supervisor-lost");
        Thread.ofVirtual().name("supervisor-lost").start(this::replace);
    }

    /** Another supervisor kills what the lost one left, before it answers. Without one the agent is of no use: tried until it is there. */
    private void replace() {
        while (closed.getCount() > 0) {
            try {
                lose();
                missing = false;
                return;
            } catch (InterruptedException e) {
                return;
            } catch (IOException e) {
                missing = true;
                LOG.atError().setCause(e).log("no-supervisor");
            }
            try {
                boolean _ = closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** True while there is no supervisor and none can be started. */
    boolean missing() {
        return missing;
    }

    private synchronized void lose() throws IOException, InterruptedException {
        var _ = client.attach();
        for (var lease : table.all()) {
            for (var operation : lease.operations()) {
                if (operation.isProcess() && operation.delivery().finished().isEmpty()) {
                    OperationRunner.finish(operation, Outcomes.exited(operation.spool(), remains(operation)));
                }
            }
            if (lease.ending().isPresent()) {
                ended.accept(lease);
            } else {
                loseWhenDelivered(lease);
            }
        }
    }

    /** How an operation ended that no supervisor knows. */
    static ExitRecord remains(ActiveOperation operation) throws IOException {
        var files = operation.spool().files();
        var exit = files.exit();
        return exit.isPresent() ? exit.get() : ExitRecord.lost(files.output().end());
    }

    private void loseWhenDelivered(ActiveLease lease) {
        CompletableFuture<@Nullable Void> all = CompletableFuture.completedFuture(null);
        for (var operation : lease.operations()) {
            all = all.thenCompose(_ -> operation.delivery().delivered());
        }
        var _ = all.thenRun(() -> end.accept(lease, "supervisor-lost"));
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        client.close();
    }
}
