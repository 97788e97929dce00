package dev.millrace.agent.supervisor;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A process that was started.
 *
 * @param pid also its session and process group, where the system has them
 * @param output merged output, or error output alone where the standard output is captured
 * @param captured standard output, where it was asked for
 * @param ended completes when the process ended; its descendants may live on
 */
record StartedProcess(
        long pid, OutputPipe output, @Nullable OutputPipe captured, CompletableFuture<ExitStatus> ended) {}
