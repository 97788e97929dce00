package dev.millrace.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Strikes a stand and its agents with one disaster after the other, in an order that a seed decides. For one thread. */
final class Disasters {
    /** Longer than a lease, its heartbeats and its margin. */
    private static final Duration LONG_STOP = Duration.ofSeconds(140);

    /** What its clock is called. */
    static final String CONTROLLER = "controller";

    private final Random random;
    private final Stand stand;
    private final ChaosAgents agents;
    private final ChaosClocks clocks;
    private final Map<Kind, Integer> struck = new EnumMap<>(Kind.class);
    private final List<Later> later = new ArrayList<>();
    private final boolean stopsForLong;
    private long off;

    /** What happens. */
    enum Kind {
        CONTROLLER_KILLED,
        CONTROLLER_AND_DATABASE_KILLED,
        DATABASE_KILLED,
        EVALUATORS_KILLED,
        AGENT_KILLED,
        SUPERVISOR_KILLED,
        NETWORK_CUT,
        NETWORK_SILENT,
        CONTROLLER_STOPPED,
        DATABASE_STOPPED,
        AGENT_STOPPED,
        /** All at once, as when one machine's is set: by minutes or hours, ahead or back. It stays so. */
        CLOCKS_SET,
        /** Of the controller or of an agent alone, for some seconds. */
        ONE_CLOCK_SET,
        /** Past the end of its leases; others go on meanwhile, and what it says when it wakes up is too late. */
        AGENT_STOPPED_FOR_LONG
    }

    private record Later(long at, Repair repair) {}

    @FunctionalInterface
    private interface Repair {
        void run() throws IOException, InterruptedException;
    }

    /** @param stopsForLong also what takes minutes */
    Disasters(long seed, Stand stand, ChaosAgents agents, ChaosClocks clocks, boolean stopsForLong) {
        this.random = new Random(seed);
        this.stand = stand;
        this.agents = agents;
        this.clocks = clocks;
        this.stopsForLong = stopsForLong;
    }

    /** How often each has happened. */
    Map<Kind, Integer> struck() {
        return struck;
    }

    /** The next one. Returns when it is over, or goes on beside the next ones. */
    void strike() throws IOException, InterruptedException {
        repair(System.nanoTime());
        var kinds = Kind.values();
        var kind = kinds[random.nextInt(stopsForLong && later.isEmpty() ? kinds.length : kinds.length - 1)];
        struck.merge(kind, 1, Integer::sum);
        var agent = agents.all().get(random.nextInt(agents.all().size()));
        switch (kind) {
            case CONTROLLER_KILLED -> {
                stand.kill();
                pause(0, 2000);
                stand.restart();
            }
            case CONTROLLER_AND_DATABASE_KILLED -> {
                stand.kill();
                database().forEach(ProcessHandle::destroyForcibly);
                stand.restart();
            }
            case DATABASE_KILLED -> database().forEach(ProcessHandle::destroyForcibly);
            case EVALUATORS_KILLED ->
                stand.processes("dev.millrace.evaluator.EvaluatorMain").forEach(ProcessHandle::destroyForcibly);
            case AGENT_KILLED -> {
                agent.process().destroyForcibly();
                pause(0, 3000);
                agents.revive(agent);
            }
            case SUPERVISOR_KILLED -> agent.supervisor().forEach(ProcessHandle::destroyForcibly);
            case NETWORK_CUT -> {
                agent.network().cut();
                pause(500, 5000);
                agent.network().mend();
            }
            case NETWORK_SILENT -> {
                agent.network().silence();
                pause(1000, 20_000);
                agent.network().speak();
            }
            case CONTROLLER_STOPPED -> stop(List.of(stand.controller()), 4000);
            case DATABASE_STOPPED -> stop(database(), 3000);
            case AGENT_STOPPED -> stop(List.of(agent.process()), 6000);
            case CLOCKS_SET -> {
                off = jump();
                for (var name : clockNames()) {
                    clocks.set(name, off);
                }
            }
            case ONE_CLOCK_SET -> {
                var names = clockNames();
                var name = names.get(random.nextInt(names.size()));
                clocks.set(name, jump());
                pause(1000, 10_000);
                clocks.set(name, off);
            }
            case AGENT_STOPPED_FOR_LONG -> {
                var stopped = List.of(agent.process());
                signal("STOP", stopped);
                later.add(new Later(System.nanoTime() + LONG_STOP.toNanos(), () -> signal("CONT", stopped)));
            }
        }
    }

    /** From a minute to eight hours, ahead of the machine's clock or behind it. */
    private long jump() {
        long millis = TimeUnit.SECONDS.toMillis(60 + random.nextInt(8 * 3600));
        return random.nextBoolean() ? millis : -millis;
    }

    private List<String> clockNames() {
        var names = new ArrayList<>(List.of(CONTROLLER));
        agents.all().forEach(agent -> names.add(agent.toString()));
        return names;
    }

    /** Time without a new one. */
    void pause() throws InterruptedException {
        pause(1000, 5000);
    }

    /** Ends those that go on; waits for them where they need their time. */
    void repairAll() throws IOException, InterruptedException {
        for (var one : List.copyOf(later)) {
            TimeUnit.NANOSECONDS.sleep(one.at() - System.nanoTime());
            repair(System.nanoTime());
        }
    }

    private void repair(long now) throws IOException, InterruptedException {
        for (var one : List.copyOf(later)) {
            if (one.at() - now <= 0) {
                one.repair().run();
                later.remove(one);
            }
        }
    }

    private List<ProcessHandle> database() {
        return Stand.processesOf(stand.postgres().toString());
    }

    private void stop(List<ProcessHandle> processes, int most) throws IOException, InterruptedException {
        signal("STOP", processes);
        pause(500, most);
        signal("CONT", processes);
    }

    private static void signal(String name, List<ProcessHandle> processes) throws IOException, InterruptedException {
        for (var process : processes) {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }
    }

    private void pause(int least, int most) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(least + random.nextInt(most - least));
    }
}
