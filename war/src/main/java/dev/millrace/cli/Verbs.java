package dev.millrace.cli;

import dev.millrace.bench.Benchmark;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The verbs, each put together by hand when it is wanted: to read what all of them take is a good part of a start. */
final class Verbs {
    /** In the order in which they are shown. */
    private final Map<String, Supplier<CommandLine>> makers = new LinkedHashMap<>();

    Verbs(Terminal terminal, Servers servers) {
        verb("up", () -> new UpCommand(servers));
        verb("run", () -> new RunCommand(servers));
        verb("lint", () -> new LintCommand(servers));
        verb("plan", () -> new PlanCommand(servers));
        verb("migrate", () -> new MigrateCommand(servers));
        verb("agent", () -> new AgentCommand(servers));
        verb("doctor", () -> new DoctorCommand(servers));
        makers.put("bench", () -> bench(terminal));
        verb("runs", () -> new RunsCommand(servers));
        verb("log", () -> new LogCommand(servers));
        verb("abort", () -> new AbortCommand(servers));
        verb("answer", () -> new AnswerCommand(servers));
        verb("restart", () -> new RestartCommand(servers));
        verb("replay", () -> new ReplayCommand(servers));
        verb("explain", () -> new ExplainCommand(servers));
        verb("inspect", () -> new InspectCommand(servers));
        verb("queue", () -> new QueueCommand(servers));
        verb(
                "agents",
                () -> new AgentsCommand(servers),
                () -> new AgentsCommand.AgentsListCommand(servers),
                () -> new AgentsTokenCommand(servers),
                () -> new AgentsRotateCommand(servers),
                () -> new AgentsDrainCommand(servers),
                () -> new AgentsResumeCommand(servers),
                () -> new AgentsRemoveCommand(servers));
        verb(
                "tool",
                ToolCommand::new,
                () -> new ToolListCommand(servers),
                () -> new ToolSetCommand(servers),
                () -> new ToolRemoveCommand(servers));
        verb("limits", LimitsCommand::new, () -> new LimitsListCommand(servers), () -> new LimitsSetCommand(servers));
        verb(
                "lock",
                LockCommand::new,
                () -> new LockListCommand(servers),
                () -> new LockSetCommand(servers),
                () -> new LockRemoveCommand(servers));
        verb(
                "throttle",
                ThrottleCommand::new,
                () -> new ThrottleListCommand(servers),
                () -> new ThrottleSetCommand(servers),
                () -> new ThrottleRemoveCommand(servers));
        verb("share", ShareCommand::new, () -> new ShareListCommand(servers), () -> new ShareSetCommand(servers));
        verb(
                "blobs",
                () -> new BlobsCommand(servers),
                () -> new BlobsCommand.BlobsMoveCommand(servers),
                () -> new BlobsCommand.BlobsCollectCommand(servers));
        verb("sandbox", () -> new SandboxCommand(servers));
        verb("help", CommandLine.HelpCommand::new);
    }

    /** Makes what a verb's options are read into. */
    private interface Maker {
        Object make();
    }

    private void verb(String name, Maker command, Maker... below) {
        makers.put(name, () -> {
            var verb = new CommandLine(command.make());
            Stream.of(below).map(Maker::make).forEach(verb::addSubcommand);
            return verb;
        });
    }

    private static CommandLine bench(Terminal terminal) {
        var bench = new CommandLine(new BenchCommand());
        Benchmark.all().forEach(benchmark -> bench.addSubcommand(BenchVerb.of(benchmark, terminal)));
        return bench;
    }

    /** The one of that name, where it can be used without the others. */
    Optional<CommandLine> verb(String name) {
        return name.equals("help")
                ? Optional.empty()
                : Optional.ofNullable(makers.get(name)).map(Supplier::get);
    }

    /** All of them, in the order in which they are shown. */
    Stream<CommandLine> all() {
        return makers.values().stream().map(Supplier::get);
    }

    /** Their names. */
    Stream<String> names() {
        return makers.keySet().stream();
    }
}
