package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Real agents with real processes, each behind a network of its own that can fail. For one thread. */
final class ChaosAgents implements AutoCloseable {
    /** Label of all of them. */
    static final String LABEL = "chaos";

    private static final int EXECUTORS = 4;

    private final Path home;
    private final Path place;
    private final ChaosClocks clocks;
    private final long seed;
    private final List<One> agents = new ArrayList<>();

    private ChaosAgents(Path home, Path place, ChaosClocks clocks, long seed) {
        this.home = home;
        this.place = place;
        this.clocks = clocks;
        this.seed = seed;
    }

    /** An agent, its network, and how it is started. */
    static final class One {
        private final String name;
        private final Path directory;
        private final Path token;
        private final String fingerprint;
        private final CutNetwork network;
        private Process process;

        private One(String name, Path directory, Path token, String fingerprint, CutNetwork network, Process process) {
            this.name = name;
            this.directory = directory;
            this.token = token;
            this.fingerprint = fingerprint;
            this.network = network;
            this.process = process;
        }

        CutNetwork network() {
            return network;
        }

        ProcessHandle process() {
            return process.toHandle();
        }

        /** What keeps its jobs while it is away. */
        List<ProcessHandle> supervisor() {
            return Stand.processesOf(
                    directory.resolve("agent").resolve("supervisor").toString());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * Starts some and waits until the controller can use them.
     *
     * @param seed decides what happens to messages on their way to them
     */
    static ChaosAgents join(Path home, Stand stand, int count, ChaosClocks clocks, long seed)
            throws IOException, InterruptedException {
        var agents = new ChaosAgents(home, Files.createTempDirectory("millrace-bench-chaos-"), clocks, seed);
        for (int number = 0; number < count; number++) {
            agents.join(stand, "chaos-" + number);
        }
        for (int waited = 0; connected(stand) < count; waited++) {
            if (waited == 600) {
                agents.close();
                throw new IOException("The agents did not join: see their logs below " + agents.place);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return agents;
    }

    private static int connected(Stand stand) throws IOException, InterruptedException {
        int connected = 0;
        for (var agent : stand.get("agents")) {
            connected += agent.path("name").asText().startsWith("chaos-")
                            && agent.path("connected").asBoolean()
                    ? 1
                    : 0;
        }
        return connected;
    }

    private void join(Stand stand, String name) throws IOException, InterruptedException {
        var entrance = stand.post("agents/join-tokens", Map.of("name", name));
        var directory = Files.createDirectory(place.resolve(name));
        var token = Files.writeString(
                directory.resolve("join.token"), entrance.path("token").asText());
        var network = new CutNetwork(entrance.path("port").asInt());
        var fingerprint = entrance.path("fingerprint").asText();
        agents.add(new One(
                name, directory, token, fingerprint, network, start(name, directory, token, fingerprint, network)));
    }

    private Process start(String name, Path directory, Path token, String fingerprint, CutNetwork network)
            throws IOException {
        return AgentProcess.start(
                home,
                directory,
                "127.0.0.1:" + network.port(),
                fingerprint,
                token,
                name,
                LABEL,
                EXECUTORS,
                clocks.options(name, seed + name.hashCode()));
    }

    List<One> all() {
        return agents;
    }

    /** Starts it again where it was killed. */
    void revive(One agent) throws IOException, InterruptedException {
        agent.process.waitFor();
        agent.process = start(agent.name, agent.directory, agent.token, agent.fingerprint, agent.network);
    }

    /** Ends all of them with everything that runs below them. */
    @Override
    public void close() throws IOException {
        for (var agent : agents) {
            agent.process.destroyForcibly();
            agent.network.close();
        }
        for (int round = 0; round < 2; round++) {
            Stand.processesOf(place.toString()).forEach(ProcessHandle::destroyForcibly);
        }
        Stand.delete(place);
    }
}
