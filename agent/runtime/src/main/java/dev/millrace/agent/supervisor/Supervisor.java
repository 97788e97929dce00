package dev.millrace.agent.supervisor;

import dev.millrace.agent.supervisor.ExitRecord.Reason;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The leases that are kept and what runs for them. Orders come from one connection at a time, ends from the operations' threads. */
final class Supervisor {
    private final Map<String, Lease> leases = new HashMap<>();
    private final RunningOperation.Tools tools;
    private final OutputBudget budget;
    private final String cookiePrefix;
    private Consumer<Report> reports = report -> {};
    private long attachment;

    private static final class Lease {
        final String name;
        long deadlineNanos;
        boolean ending;
        boolean over;
        final Map<OperationName, RunningOperation> running = new HashMap<>();
        final Map<OperationName, ExitRecord> ended = new HashMap<>();
        final Map<OperationName, OutputBudget.Account> accounts = new HashMap<>();
        final Set<Long> sessions = new HashSet<>();
        final LeaseWalls walls = new LeaseWalls();

        Lease(String name) {
            this.name = name;
        }
    }

    Supervisor(ProcessStarter starter, BootClock clock, OutputLimits limits, String cookiePrefix) {
        this.budget = new OutputBudget(limits);
        this.cookiePrefix = cookiePrefix;
        this.tools = new RunningOperation.Tools(
                starter,
                new TreeKiller(starter, clock, time -> LockSupport.parkNanos(time.toNanos())),
                new ProcessTree(),
                clock,
                Executors.newCachedThreadPool(
                        Thread.ofPlatform().daemon().name("operation-", 0).factory()),
                this::grown,
                this::ended);
    }

    /** Kills what a supervisor before this one left. Before any order. */
    void killLeftovers() {
        tools.killer()
                .kill(
                        () -> tools.tree().find(cookie -> cookie.startsWith(cookiePrefix + "/"), Set.of()),
                        Duration.ZERO);
    }

    /** From now on reports go there, the first one now. Returns the number of this attachment. */
    synchronized long attach(Consumer<Report> agent) {
        reports = agent;
        var running = leases.values().stream()
                .flatMap(lease -> lease.running.keySet().stream())
                .toList();
        var kept = leases.values().stream()
                .map(lease -> new Report.KeptLease(lease.name, lease.deadlineNanos, lease.over))
                .toList();
        reports.accept(new Report.Attached(ProcessHandle.current().pid(), running, kept));
        return ++attachment;
    }

    /** The agent of this attachment is gone; reports of a newer one go on. */
    synchronized void detach(long which) {
        if (attachment == which) {
            reports = report -> {};
        }
    }

    /** True when nothing runs or may run: what is over is told by the spool too. */
    synchronized boolean idle() {
        return leases.values().stream().allMatch(lease -> lease.over);
    }

    void take(Order order) {
        switch (order) {
            case Order.Keep(var lease, var deadline) -> keep(lease, deadline);
            case Order.Start start -> start(start);
            case Order.Cancel(var name, var grace) -> {
                var operation = running(name);
                if (operation != null) {
                    operation.end(Reason.ABORTED, grace);
                }
            }
            case Order.End(var lease, var grace) -> end(lease, grace);
            case Order.Taken(var name, var offset) -> taken(name, offset);
            case Order.Leave() -> {}
        }
    }

    private synchronized @Nullable RunningOperation running(OperationName name) {
        var lease = leases.get(name.lease());
        return lease == null ? null : lease.running.get(name);
    }

    private synchronized void keep(String name, long deadlineNanos) {
        var lease = leases.computeIfAbsent(name, Lease::new);
        lease.deadlineNanos = Math.max(lease.deadlineNanos, deadlineNanos);
        notifyAll();
    }

    private synchronized void start(Order.Start order) {
        var name = order.name();
        var lease = leases.get(name.lease());
        if (lease == null || lease.ending) {
            reports.accept(
                    new Report.Ended(name, new ExitRecord(Reason.NOT_STARTED, 0, "The lease is over", 0, 0, 0, 0)));
            return;
        }
        var running = lease.running.get(name);
        if (running != null) {
            reports.accept(new Report.Grown(name, running.outputEnd()));
            return;
        }
        var known = lease.ended.get(name);
        if (known == null) {
            known = begun(new OperationFiles(order.directory()));
        }
        if (known != null) {
            lease.ended.put(name, known);
            reports.accept(new Report.Ended(name, known));
            return;
        }
        var account = budget.open();
        lease.accounts.put(name, account);
        var operation = new RunningOperation(order, cookiePrefix + "/" + name, tools, account);
        lease.running.put(name, operation);
        lease.walls.add(order.enclosure());
        tools.threads().execute(operation::run);
    }

    /** Claims the operation's directory; what was there before tells how it ended. */
    private static @Nullable ExitRecord begun(OperationFiles files) {
        try {
            Files.createFile(files.started());
            return null;
        } catch (FileAlreadyExistsException e) {
            try {
                var exit = files.exit();
                return exit.isPresent()
                        ? exit.get()
                        : ExitRecord.lost(files.output().end());
            } catch (IOException unreadable) {
                return ExitRecord.lost(0);
            }
        } catch (IOException e) {
            return new ExitRecord(Reason.NOT_STARTED, 0, "The spool cannot be written: " + e, 0, 0, 0, 0);
        }
    }

    private synchronized void taken(OperationName name, long offset) {
        var lease = leases.get(name.lease());
        var account = lease == null ? null : lease.accounts.get(name);
        if (lease != null && account != null) {
            account.taken(offset);
            settle(lease, name);
        }
    }

    /** An operation that is over keeps its account while much of its output waits. */
    private static void settle(Lease lease, OperationName name) {
        var account = lease.accounts.get(name);
        if (account != null && !lease.running.containsKey(name) && account.small()) {
            account.close();
            lease.accounts.remove(name);
        }
    }

    private synchronized void forget(String name) {
        var lease = leases.remove(name);
        if (lease != null) {
            lease.accounts.values().forEach(OutputBudget.Account::close);
        }
        tools.starter().forget(name);
    }

    private synchronized void grown(OperationName name, long end) {
        reports.accept(new Report.Grown(name, end));
    }

    private synchronized void ended(OperationName name, ExitRecord exit) {
        var lease = leases.get(name.lease());
        if (lease != null) {
            var operation = lease.running.remove(name);
            if (operation != null && operation.pid() != 0) {
                lease.sessions.add(operation.pid());
            }
            lease.ended.put(name, exit);
            settle(lease, name);
        }
        reports.accept(new Report.Ended(name, exit));
        notifyAll();
    }

    private void end(String name, Duration grace) {
        Lease lease;
        synchronized (this) {
            lease = leases.get(name);
            if (lease == null || lease.over) {
                forget(name);
                reports.accept(new Report.Gone(name, lease != null));
                return;
            }
            if (lease.ending) {
                return;
            }
            lease.ending = true;
        }
        Thread.ofPlatform().daemon().name("end-" + name).start(() -> {
            kill(lease, Reason.ABORTED, grace);
            synchronized (this) {
                forget(name);
                reports.accept(new Report.Gone(name, false));
            }
        });
    }

    /** Ends the leases whose deadline has passed, and says how long to wait until the next one, at most a second: the machine may sleep. */
    long enforceDeadlines() {
        var passed = new ArrayList<Lease>();
        long wait = 1_000_000_000L;
        synchronized (this) {
            long now = tools.clock().nanos();
            for (var lease : leases.values()) {
                if (!lease.ending && now >= lease.deadlineNanos) {
                    lease.ending = true;
                    passed.add(lease);
                } else if (!lease.ending) {
                    wait = Math.min(wait, lease.deadlineNanos - now);
                }
            }
        }
        for (var lease : passed) {
            Thread.ofPlatform().daemon().name("deadline-" + lease.name).start(() -> {
                kill(lease, Reason.DEADLINE, Duration.ZERO);
                synchronized (this) {
                    lease.over = true;
                    reports.accept(new Report.Gone(lease.name, true));
                }
            });
        }
        return wait;
    }

    private void kill(Lease lease, Reason reason, Duration grace) {
        var running = running(lease);
        if (running.isEmpty() && lease.walls.provenEmpty()) {
            return;
        }
        running.forEach(operation -> operation.end(reason, grace));
        tools.killer()
                .kill(
                        () -> find(lease),
                        grace,
                        pid -> running.stream().anyMatch(operation -> operation.isLauncher(pid)));
        synchronized (this) {
            while (!lease.running.isEmpty()) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
        tools.killer().kill(() -> find(lease), Duration.ZERO);
    }

    private synchronized List<RunningOperation> running(Lease lease) {
        return List.copyOf(lease.running.values());
    }

    /** What bears the lease's cookie or is in one of its sessions; and, where no other lease is kept, what has hidden from both. */
    private List<Long> find(Lease lease) {
        var sessions = new HashSet<Long>();
        boolean alone;
        synchronized (this) {
            sessions.addAll(lease.sessions);
            lease.running.values().forEach(operation -> sessions.add(operation.pid()));
            sessions.remove(0L);
            alone = leases.size() == 1;
        }
        var prefix = cookiePrefix + "/" + lease.name + "/";
        var found = tools.tree().find(cookie -> cookie.startsWith(prefix), sessions);
        if (found.isEmpty() && alone) {
            return tools.tree().strangers(Set.of());
        }
        return found;
    }
}
