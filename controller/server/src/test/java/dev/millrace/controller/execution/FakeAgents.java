package dev.millrace.controller.execution;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.lease.Jobs;
import dev.millrace.controller.lease.Lease;
import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.controller.link.LeaseGone;
import dev.millrace.controller.link.Operations;
import dev.millrace.controller.queue.JobRequest;
import dev.millrace.controller.schedule.Room;
import dev.millrace.wire.proto.Exited;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationFinished;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Agents and their leases, which outlive controllers. A process is {@code lines N}: it writes N lines and exits with 0; {@code exit N} exits with N;
 * {@code forever} runs until it is cancelled.
 */
final class FakeAgents {
    private final Map<String, Job> jobs = new HashMap<>();
    private final Map<String, Executed> processes = new HashMap<>();
    private final List<String> started = new ArrayList<>();
    private final Map<RunId, Set<Integer>> snapshots = new HashMap<>();
    private long lastJob;
    private @Nullable String why;

    /** From now on jobs wait for this reason; null: those that wait get their agent, and later ones at once. */
    synchronized void busy(@Nullable String reason) {
        why = reason;
        if (reason == null) {
            jobs.values().stream().filter(job -> !job.over).forEach(job -> job.listener.granted(job.lease()));
        }
    }

    /** What one controller sees; once that is dead it reaches nothing. */
    Door door(CrashingCommit controller) {
        return new Door(controller);
    }

    /** Every process that was started, in order: {@code step/ordinal command}. */
    synchronized List<String> started(RunId run) {
        return started.stream()
                .filter(line -> line.startsWith(run + ":"))
                .map(line -> line.substring(line.indexOf(':') + 1))
                .toList();
    }

    /** Steps before which the state of a workspace was asked for. */
    synchronized Set<Integer> snapshots(RunId run) {
        return Set.copyOf(snapshots.getOrDefault(run, Set.of()));
    }

    /** Of a run's job. */
    synchronized int priority(RunId run) {
        return jobs.values().stream()
                .filter(job -> job.request.run().equals(run))
                .mapToInt(job -> job.request.priority())
                .findFirst()
                .orElseThrow();
    }

    /** Jobs of a run that were not given back. */
    synchronized long held(RunId run) {
        return jobs.values().stream()
                .filter(job -> job.request.run().equals(run) && !job.over)
                .count();
    }

    /** Ends all leases of a run. */
    synchronized void lose(RunId run) {
        for (var job : jobs.values()) {
            if (job.request.run().equals(run)) {
                job.over = true;
                job.listener.ended("agent-1 vanished");
                processes.values().stream()
                        .filter(process -> process.lease.job().equals(job.id))
                        .forEach(process -> process.end(null));
            }
        }
    }

    final class Door implements Jobs, Operations {
        private final CrashingCommit controller;

        Door(CrashingCommit controller) {
            this.controller = controller;
        }

        @Override
        public CompletableFuture<JobId> request(JobRequest request, JobListener listener) {
            synchronized (FakeAgents.this) {
                if (controller.dead()) {
                    return new CompletableFuture<>();
                }
                var job = jobs.computeIfAbsent(
                        request.run() + "/" + request.step(), _ -> new Job(new JobId(++lastJob), request));
                job.listener = listener;
                if (why != null) {
                    return CompletableFuture.completedFuture(job.id);
                } else if (job.over) {
                    listener.ended("released");
                } else {
                    listener.granted(job.lease());
                }
                return CompletableFuture.completedFuture(job.id);
            }
        }

        @Override
        public void release(JobId id) {
            synchronized (FakeAgents.this) {
                if (!controller.dead()) {
                    jobs.values().stream().filter(job -> job.id.equals(id)).forEach(job -> job.over = true);
                }
            }
        }

        @Override
        public void abort(JobId id, String reason) {
            release(id);
        }

        @Override
        public Optional<Lease> lease(JobId id) {
            return Optional.empty();
        }

        @Override
        public CompletableFuture<Optional<String>> why(JobId job) {
            synchronized (FakeAgents.this) {
                return CompletableFuture.completedFuture(Optional.ofNullable(why));
            }
        }

        @Override
        public Map<AgentId, Room> rooms() {
            return Map.of();
        }

        @Override
        public List<WaitingJob> waiting() {
            return List.of();
        }

        @Override
        public CompletableFuture<OperationFinished> operate(
                LeaseKey lease, int step, int ordinal, Operate.Builder body, OutputSink output) {
            synchronized (FakeAgents.this) {
                if (controller.dead()) {
                    return new CompletableFuture<>();
                }
                var job = jobs.values().stream()
                        .filter(candidate -> candidate.id.equals(lease.job()))
                        .findFirst()
                        .orElseThrow();
                if (job.over) {
                    return CompletableFuture.failedFuture(new LeaseGone(lease, "agent-1 vanished"));
                }
                if (body.hasSnapshot()) {
                    snapshots
                            .computeIfAbsent(job.request.run(), _ -> new HashSet<>())
                            .add(step);
                    // a fake has no workspace: it says nothing, as one that is gone
                    return CompletableFuture.failedFuture(new LeaseGone(lease, "no snapshots of this fake"));
                }
                var process = processes.computeIfAbsent(lease + "/" + step + "/" + ordinal, _ -> {
                    var command = command(body);
                    started.add(job.request.run() + ":" + step + "/" + ordinal + " " + command);
                    return new Executed(lease, command);
                });
                var done = new CompletableFuture<OperationFinished>();
                Thread.startVirtualThread(() -> process.attach(output, done, controller));
                return done;
            }
        }

        @Override
        public void cancel(LeaseKey lease, int step, int ordinal, String reason) {
            synchronized (FakeAgents.this) {
                var process = processes.get(lease + "/" + step + "/" + ordinal);
                if (process != null && !controller.dead()) {
                    process.end(exited(Exited.Reason.ABORTED, 0));
                }
            }
        }

        @Override
        public void acknowledge(LeaseKey lease, int step) {
            synchronized (FakeAgents.this) {
                if (!controller.dead()) {
                    processes.keySet().removeIf(key -> key.startsWith(lease + "/" + step + "/"));
                }
            }
        }
    }

    private static String command(Operate.Builder body) {
        return body.hasExecute()
                ? String.join(
                        " ",
                        body.getExecute().getCommandList().stream()
                                .map(argument -> argument.getLiteral())
                                .toList())
                : body.getBodyCase().name() + (body.hasUnpack() ? " " + tree(body) : "");
    }

    private static String tree(Operate.Builder body) {
        return HexFormat.of().formatHex(body.getUnpack().getTree().toByteArray());
    }

    private static OperationFinished exited(Exited.Reason reason, int code) {
        return OperationFinished.newBuilder()
                .setExited(Exited.newBuilder().setReason(reason).setCode(code))
                .build();
    }

    private static final class Job {
        private final JobId id;
        private final JobRequest request;
        private Jobs.JobListener listener = new Jobs.JobListener() {
            @Override
            public void granted(Lease lease) {}

            @Override
            public void ended(String reason) {}
        };
        private boolean over;

        Job(JobId id, JobRequest request) {
            this.id = id;
            this.request = request;
        }

        Lease lease() {
            return new Lease(
                    new LeaseKey(id, 1, 7),
                    new AgentId(1),
                    "agent-1",
                    "/jobs/till",
                    Map.of("NODE_NAME", "agent-1"),
                    true,
                    "process",
                    List.of());
        }
    }

    private static final class Executed {
        private final LeaseKey lease;
        private final byte[] output;
        private final CompletableFuture<OperationFinished> end = new CompletableFuture<>();

        Executed(LeaseKey lease, String command) {
            this.lease = lease;
            var words = command.split(" ", -1);
            var text = new StringBuilder("+ " + command + "\n");
            switch (words[0]) {
                case "lines" -> {
                    for (var line = 1; line <= Integer.parseInt(words[1]); line++) {
                        text.append(line).append('\n');
                    }
                    end(exited(Exited.Reason.CODE, 0));
                }
                case "exit" -> end(exited(Exited.Reason.CODE, Integer.parseInt(words[1])));
                case "forever" -> {}
                default -> end(OperationFinished.getDefaultInstance());
            }
            output = words[0].equals("lines") || words[0].equals("exit") || words[0].equals("forever")
                    ? text.toString().getBytes(StandardCharsets.UTF_8)
                    : new byte[0];
        }

        /** Null: the lease is gone. */
        void end(@org.jspecify.annotations.Nullable OperationFinished finished) {
            if (finished == null) {
                end.completeExceptionally(new LeaseGone(lease, "agent-1 vanished"));
            } else {
                end.complete(finished);
            }
        }

        void attach(Operations.OutputSink sink, CompletableFuture<OperationFinished> done, CrashingCommit controller) {
            try {
                for (var at = sink.end(); at < output.length && !controller.dead(); ) {
                    var to = (int) Math.min(output.length, at + 9);
                    at = sink.take(at, Arrays.copyOfRange(output, (int) at, to)).get(20, TimeUnit.SECONDS);
                }
                if (!controller.dead()) {
                    done.complete(end.get());
                }
            } catch (ExecutionException e) {
                done.completeExceptionally(e.getCause());
            } catch (TimeoutException | InterruptedException e) {
                // its controller is dead
            }
        }
    }
}
