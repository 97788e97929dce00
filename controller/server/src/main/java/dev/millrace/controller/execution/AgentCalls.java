package dev.millrace.controller.execution;

import dev.millrace.api.step.StepException;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.controller.link.LeaseGone;
import dev.millrace.controller.link.Operations;
import dev.millrace.controller.link.Operations.OutputSink;
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
    private int next;

    AgentCalls(Operations operations, RunLogs logs, RunId run, LeaseKey lease, int step) {
        this.operations = operations;
        this.logs = logs;
        this.run = run;
        this.lease = lease;
        this.step = step;
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
        var finished = await(operations.operate(lease, step, ordinal, body, new LogSink(ordinal)), ordinal);
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
        private final int ordinal;

        LogSink(int ordinal) {
            this.ordinal = ordinal;
        }

        @Override
        public long end() {
            return logs.outputEnd(run, step, ordinal);
        }

        @Override
        public CompletableFuture<Long> take(long offset, byte[] data) {
            return logs.appendOutput(run, step, ordinal, offset, data);
        }
    }
}
