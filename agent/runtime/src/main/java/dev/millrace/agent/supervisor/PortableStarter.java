package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.io.InputStream;

/**
 * Starts through the JDK, where there is no glibc. No session of its own, no exact signal, orphans are only known by their environment; an output that
 * descendants hold open is read until they are gone.
 */
final class PortableStarter implements ProcessStarter {
    @Override
    public StartedProcess start(Launch launch) throws IOException {
        var builder = new ProcessBuilder(launch.command())
                .directory(launch.directory().toFile())
                .redirectErrorStream(!launch.capture());
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        var process = builder.start();
        process.getOutputStream().close();
        var output = new StreamPipe(launch.capture() ? process.getErrorStream() : process.getInputStream());
        var captured = launch.capture() ? new StreamPipe(process.getInputStream()) : null;
        return new StartedProcess(
                process.pid(), output, captured, process.onExit().thenApply(PortableStarter::status));
    }

    private static ExitStatus status(Process process) {
        long cpu = process.info()
                .totalCpuDuration()
                .map(java.time.Duration::toMillis)
                .orElse(0L);
        int value = process.exitValue();
        // the JDK reports a death by signal as 128 + signal, as shells do
        return value > 128 && value < 160 && !System.getProperty("os.name").startsWith("Windows")
                ? new ExitStatus(0, value - 128, cpu, 0)
                : new ExitStatus(value, 0, cpu, 0);
    }

    @Override
    public void forget(String lease) {
        // nothing is kept for its starts
    }

    @Override
    public void signal(long pid, int signal) {
        var handle = ProcessHandle.of(Math.abs(pid));
        if (handle.isEmpty()) {
            return;
        }
        if (pid < 0) {
            handle.get().descendants().forEach(child -> signal(child.pid(), signal));
        }
        boolean ignored = signal == Libc.SIGKILL
                ? handle.get().destroyForcibly()
                : signal == 0 || handle.get().destroy();
    }

    private record StreamPipe(InputStream in) implements OutputPipe {
        @Override
        public int read(byte[] buffer) throws IOException {
            return in.read(buffer);
        }

        @Override
        public void processEnded() {}

        @Override
        public void awaitRest() {}

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
