package dev.millrace.agent.supervisor;

import dev.millrace.agent.supervisor.ExitRecord.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** One process of a job from its start to its record. Runs in a thread of its own as long as the process lives. */
final class RunningOperation {
    private static final System.Logger LOG = System.getLogger(RunningOperation.class.getName());
    private static final int BUFFER = 32 << 10;
    private static final Duration LEAST_PAUSE = Duration.ofMillis(250);
    private static final int REST = 8;

    private final Order.Start order;
    private final OperationFiles files;
    private final Launch launch;
    private final Tools tools;
    private final OutputBudget.Account account;
    private final String cookie;
    private final CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
    private volatile long pid;
    private volatile long outputEnd;
    private volatile @Nullable Reason forced;
    private volatile CompletableFuture<@Nullable Void> killed = CompletableFuture.completedFuture(null);
    private volatile String fault = "";
    private volatile boolean captureTooLong;

    /**
     * What all operations of a supervisor use.
     *
     * @param threads each task has one of its own while it runs
     */
    record Tools(
            ProcessStarter starter,
            TreeKiller killer,
            ProcessTree tree,
            BootClock clock,
            Executor threads,
            ObjLongConsumer<OperationName> grown,
            BiConsumer<OperationName, ExitRecord> ended) {}

    /** @param account of its output, of which it does not write more than there is room for */
    RunningOperation(Order.Start order, String cookie, Tools tools, OutputBudget.Account account) {
        this.order = order;
        this.files = new OperationFiles(order.directory());
        var environment = new java.util.HashMap<>(order.environment());
        environment.put(ProcessTree.COOKIE, cookie);
        this.launch = new Launch(
                order.name().lease(),
                order.command(),
                order.workDirectory(),
                environment,
                order.capture(),
                order.enclosure());
        this.tools = tools;
        this.account = account;
        this.cookie = cookie;
    }

    /** Process id; 0 before there is one. */
    long pid() {
        return pid;
    }

    long outputEnd() {
        return outputEnd;
    }

    /** Kills it and all that it started, as soon as it is started; returns at once. The first reason stays. */
    void end(Reason reason, Duration grace) {
        CompletableFuture<@Nullable Void> done;
        synchronized (this) {
            if (forced != null) {
                if (grace.isZero()) {
                    killing(Duration.ZERO, new CompletableFuture<>());
                }
                return;
            }
            done = new CompletableFuture<>();
            killed = done;
            forced = reason;
        }
        account.lift();
        killing(grace, done);
    }

    private void killing(Duration grace, CompletableFuture<@Nullable Void> done) {
        Thread.ofPlatform().daemon().name("kill-" + order.name()).start(() -> {
            try {
                // of a process that is just being started there is nothing to be found yet
                started.join();
                tools.killer.kill(this::find, grace, this::isLauncher);
            } finally {
                done.complete(null);
            }
        });
    }

    /** The process that holds the walls: signals are for those behind it. */
    boolean isLauncher(long candidate) {
        return order.enclosure().walled() && candidate == pid;
    }

    private java.util.List<Long> find() {
        return tools.tree.find(cookie::equals, pid == 0 ? Set.of() : Set.of(pid));
    }

    void run() {
        long begin = tools.clock.nanos();
        var before = GroupCounts.read(order.enclosure().groups());
        StartedProcess process;
        try {
            process = tools.starter.start(launch);
            pid = process.pid();
        } catch (IOException e) {
            record(notStarted(e, GroupCounts.read(order.enclosure().groups()).since(before)));
            return;
        } finally {
            started.complete(null);
        }
        var captured = process.captured();
        var _ = process.ended().thenRun(() -> {
            process.output().processEnded();
            if (captured != null) {
                captured.processEnded();
            }
        });
        var capturing = new CompletableFuture<@Nullable Void>();
        if (captured == null) {
            capturing.complete(null);
        } else {
            tools.threads.execute(() -> capture(captured, capturing));
        }
        if (order.enclosure().disk().bytes() > 0) {
            tools.threads.execute(() -> watchDisk(process));
        }
        output(process);
        capturing.join();
        var status = process.ended().join();
        var counts = GroupCounts.read(order.enclosure().groups()).since(before);
        record(exit(status, (tools.clock.nanos() - begin) / 1_000_000, counts));
        discardRest(process.output());
    }

    /** It is born in the lease's groups, which may have no room for it. */
    private static ExitRecord notStarted(IOException why, GroupCounts counts) {
        var reason = counts.refusedForks() > 0 ? Reason.OUT_OF_PROCESSES : Reason.NOT_STARTED;
        return new ExitRecord(reason, 0, String.valueOf(why.getMessage()), 0, 0, 0, 0);
    }

    private ExitRecord exit(ExitStatus status, long wallMillis, GroupCounts counts) {
        var reason = forced;
        if (reason == null) {
            boolean failed = status.signal() != 0 || status.code() != 0;
            reason = failed && counts.memoryKills() > 0
                    ? Reason.OUT_OF_MEMORY
                    : failed && counts.refusedForks() > 0
                            ? Reason.OUT_OF_PROCESSES
                            : status.signal() != 0
                                    ? Reason.SIGNAL
                                    : captureTooLong ? Reason.CAPTURE_TOO_LONG : Reason.CODE;
        }
        int code = status.signal() != 0 ? status.signal() : status.code();
        return new ExitRecord(
                reason,
                code,
                fault,
                outputEnd,
                wallMillis,
                Math.max(status.cpuMillis(), counts.cpuMillis()),
                Math.max(status.peakMemoryBytes(), counts.peakMemoryBytes()),
                counts.ioBytes());
    }

    /** Counting takes time that grows with the number of files: most of it passes between two counts. */
    private void watchDisk(StartedProcess process) {
        long pause = LEAST_PAUSE.toNanos();
        while (!ended(process, pause)) {
            long begun = tools.clock.nanos();
            if (DiskUse.exceeds(order.enclosure().disk(), order.enclosure().groups())) {
                end(Reason.OUT_OF_DISK, Duration.ZERO);
                return;
            }
            pause = Math.max(LEAST_PAUSE.toNanos(), REST * (tools.clock.nanos() - begun));
        }
    }

    private static boolean ended(StartedProcess process, long nanos) {
        try {
            var _ = process.ended().get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            return true;
        }
    }

    private void output(StartedProcess process) {
        try (var file = new MaskedOutput(files.output().writer(), Masker.stars(order.hidden()), Long.MAX_VALUE)) {
            pump(process.output(), file);
            process.ended().join();
            // what descendants still say while they are being killed belongs to it
            killed.join();
            pump(process.output(), file);
            file.finish();
            grown(file.end());
        } catch (IOException | InterruptedException e) {
            lost(e);
            process.ended().join();
        }
    }

    private void capture(OutputPipe pipe, CompletableFuture<@Nullable Void> done) {
        try (var file = new MaskedOutput(
                Sink.file(files.captured()), Masker.placeholders(order.hidden()), order.captureLimit())) {
            var buffer = new byte[BUFFER];
            for (int count = pipe.read(buffer); count > 0; count = pipe.read(buffer)) {
                file.write(buffer, count);
            }
            file.finish();
            captureTooLong = file.tooLong();
        } catch (IOException e) {
            lost(e);
        } finally {
            done.complete(null);
        }
        discardRest(pipe);
    }

    private void pump(OutputPipe pipe, MaskedOutput file) throws IOException, InterruptedException {
        var buffer = new byte[BUFFER];
        for (int count = read(pipe, buffer); count > 0; count = read(pipe, buffer)) {
            file.write(buffer, count);
            grown(file.end());
            tools.grown.accept(order.name(), outputEnd);
        }
    }

    private int read(OutputPipe pipe, byte[] buffer) throws IOException, InterruptedException {
        account.awaitRoom();
        return pipe.read(buffer);
    }

    private void grown(long end) {
        outputEnd = end;
        account.wrote(end);
    }

    private void lost(Exception e) {
        fault = "The output cannot be stored: " + e.getMessage();
        LOG.log(System.Logger.Level.ERROR, "output-lost operation={0} cause={1}", order.name(), e);
        end(Reason.OUTPUT_LOST, Duration.ZERO);
    }

    private void record(ExitRecord exit) {
        try {
            exit.write(files.result());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "result-not-stored operation={0} cause={1}", order.name(), e);
        }
        tools.ended.accept(order.name(), exit);
    }

    /** Descendants that outlive the process keep a reader, so that writing does not kill them; what they write is nobody's. */
    private static void discardRest(OutputPipe pipe) {
        try (pipe) {
            pipe.awaitRest();
            var buffer = new byte[4 << 10];
            int count = pipe.read(buffer);
            while (count > 0) {
                count = pipe.read(buffer);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "pipe-broken", e);
        }
    }
}
