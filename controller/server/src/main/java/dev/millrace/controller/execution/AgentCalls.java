package dev.millrace.controller.execution;

import dev.millrace.api.step.StepException;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.controller.link.LeaseGone;
import dev.millrace.controller.link.Operations;
import dev.millrace.controller.link.Operations.OutputSink;
import dev.millrace.controller.log.LogOutput;
import dev.millrace.controller.log.RunLogs;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationFinished;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The operations of one call, numbered in the order in which they are asked for. For the call's own thread. */
final class AgentCalls {
    private final Operations operations;
    private final RunLogs logs;
    private final RunId run;
    private final LeaseKey lease;
    private final int step;
    private final boolean timestamps;
    private int next;

    AgentCalls(Operations operations, RunLogs logs, StepSite site, LeaseKey lease) {
        this.operations = operations;
        this.logs = logs;
        this.run = site.run().id();
        this.step = site.step();
        this.timestamps = site.timestamps();
        this.lease = lease;
    }

    /**
     * Does an operation, or attaches to the one of the same number. An interrupt ends the operation on the agent, and is passed on when it has
     * ended there.
     *
     * @throws StepException it failed
     * @throws LeaseGone the lease is over
     */
    OperationFinished operate(Operate.Builder body) throws StepException, InterruptedException {
        var ordinal = next++;
        var finished = await(
                operations.operate(
                        lease, step, ordinal, body, new LogSink(new LogOutput(run, step, ordinal, timestamps))),
                ordinal);
        if (finished.hasFailure()) {
            var failure = finished.getFailure();
            throw new StepException(failure.getCode(), failure.getMessage());
        }
        return finished;
    }

    private OperationFinished await(CompletableFuture<OperationFinished> future, int ordinal)
            throws InterruptedException {
        var interrupted = false;
        while (true) {
            try {
                var finished = future.get();
                if (interrupted) {
                    throw new InterruptedException("The step is no longer wanted");
                }
                return finished;
            } catch (InterruptedException e) {
                if (interrupted && future.isDone()) {
                    throw e;
                }
                interrupted = true;
                operations.cancel(lease, step, ordinal, "The step is no longer wanted");
            } catch (ExecutionException e) {
                if (interrupted) {
                    throw new InterruptedException("The step is no longer wanted");
                }
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            }
        }
    }

    private final class LogSink implements OutputSink {
        private final LogOutput output;

        LogSink(LogOutput output) {
            this.output = output;
        }

        @Override
        public long end() {
            return logs.outputEnd(output);
        }

        @Override
        public CompletableFuture<Long> take(long offset, byte[] data) {
            return logs.appendOutput(output, offset, data);
        }
    }
}
