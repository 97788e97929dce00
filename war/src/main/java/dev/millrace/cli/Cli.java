package dev.millrace.cli;

import dev.millrace.bench.Benchmark;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The verbs, put together by hand, and what becomes of their failures. */
final class Cli {
    private final Terminal terminal;
    private final CommandLine commands;

    Cli(Terminal terminal, Controllers controllers) {
        this.terminal = terminal;
        var servers = new Servers(terminal, controllers);
        this.commands = new CommandLine(new Millrace())
                .addSubcommand(new UpCommand(servers))
                .addSubcommand(new RunCommand(servers))
                .addSubcommand(new LintCommand(servers))
                .addSubcommand(new PlanCommand(servers))
                .addSubcommand(new MigrateCommand(servers))
                .addSubcommand(new AgentCommand(servers))
                .addSubcommand(new DoctorCommand(servers))
                .addSubcommand(bench(terminal))
                .addSubcommand(new RunsCommand(servers))
                .addSubcommand(new LogCommand(servers))
                .addSubcommand(new AbortCommand(servers))
                .addSubcommand(new AnswerCommand(servers))
                .addSubcommand(new RestartCommand(servers))
                .addSubcommand(new ReplayCommand(servers))
                .addSubcommand(new ExplainCommand(servers))
                .addSubcommand(new InspectCommand(servers))
                .addSubcommand(new QueueCommand(servers))
                .addSubcommand(agents(servers))
                .addSubcommand(tool(servers))
                .addSubcommand(limits(servers))
                .addSubcommand(new CommandLine(new LockCommand())
                        .addSubcommand(new LockListCommand(servers))
                        .addSubcommand(new LockSetCommand(servers))
                        .addSubcommand(new LockRemoveCommand(servers)))
                .addSubcommand(new CommandLine(new ThrottleCommand())
                        .addSubcommand(new ThrottleListCommand(servers))
                        .addSubcommand(new ThrottleSetCommand(servers))
                        .addSubcommand(new ThrottleRemoveCommand(servers)))
                .addSubcommand(new CommandLine(new ShareCommand())
                        .addSubcommand(new ShareListCommand(servers))
                        .addSubcommand(new ShareSetCommand(servers)))
                .addSubcommand(new CommandLine(new BlobsCommand(servers))
                        .addSubcommand(new BlobsCommand.BlobsMoveCommand(servers))
                        .addSubcommand(new BlobsCommand.BlobsCollectCommand(servers)))
                .addSubcommand(new SandboxCommand(servers))
                .addSubcommand(new CommandLine.HelpCommand());
        addHelp(commands);
        var ansi = terminal.colours() ? Ansi.ON : Ansi.OFF;
        commands.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
        commands.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        commands.setUsageHelpWidth(110);
        commands.setParameterExceptionHandler(this::misused);
        commands.setExecutionExceptionHandler((failure, _, _) -> failed(failure));
    }

    /** On every verb, however deep. */
    private static void addHelp(CommandLine commands) {
        commands.getSubcommands().values().stream()
                .filter(verb -> !(verb.getCommand() instanceof CommandLine.HelpCommand))
                .forEach(verb -> {
                    if (verb.getCommandSpec().findOption("--help") == null) {
                        verb.addMixin("help", new HelpOption());
                    }
                    addHelp(verb);
                });
    }

    private static CommandLine bench(Terminal terminal) {
        var bench = new CommandLine(new BenchCommand());
        Benchmark.all().forEach(benchmark -> bench.addSubcommand(BenchVerb.of(benchmark, terminal)));
        return bench;
    }

    private static CommandLine agents(Servers servers) {
        return new CommandLine(new AgentsCommand(servers))
                .addSubcommand(new AgentsCommand.AgentsListCommand(servers))
                .addSubcommand(new AgentsTokenCommand(servers))
                .addSubcommand(new AgentsRotateCommand(servers))
                .addSubcommand(new AgentsDrainCommand(servers))
                .addSubcommand(new AgentsResumeCommand(servers))
                .addSubcommand(new AgentsRemoveCommand(servers));
    }

    private static CommandLine tool(Servers servers) {
        return new CommandLine(new ToolCommand())
                .addSubcommand(new ToolListCommand(servers))
                .addSubcommand(new ToolSetCommand(servers))
                .addSubcommand(new ToolRemoveCommand(servers));
    }

    private static CommandLine limits(Servers servers) {
        return new CommandLine(new LimitsCommand())
                .addSubcommand(new LimitsListCommand(servers))
                .addSubcommand(new LimitsSetCommand(servers));
    }

    int run(String... arguments) {
        return commands.execute(arguments);
    }

    private int misused(ParameterException failure, String[] arguments) {
        var verb = failure.getCommandLine();
        terminal.tell("millrace: " + failure.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(failure, verb.getErr())) {
            terminal.tell("'%s --help' says what there is"
                    .formatted(verb.getCommandSpec().qualifiedName()));
        }
        return ExitCode.USAGE;
    }

    private int failed(Exception failure) {
        return switch (failure) {
            case Failure known -> said(known);
            case ApiRefusal refusal -> said(refusal.failure());
            case IOException io ->
                said(new Failure(ExitCode.UNAVAILABLE, "The server cannot be reached: " + words(io), io));
            case InterruptedException _ -> ExitCode.ABORTED;
            default -> {
                terminal.tell("millrace: a fault of Millrace; please report it:");
                failure.printStackTrace(terminal.err());
                yield ExitCode.SOFTWARE;
            }
        };
    }

    private int said(Failure failure) {
        terminal.tell("millrace: " + failure.getMessage());
        return failure.exitCode();
    }

    /** The JDK's connection failures often have no words of their own. */
    private static String words(IOException failure) {
        var message = failure.getMessage();
        if (message != null) {
            return message;
        }
        return failure instanceof java.net.ConnectException
                ? "connection refused"
                : failure.getClass().getSimpleName();
    }

    /** The release, and the Java platform that it runs on: what a report of a fault begins with. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            var release = Cli.class.getPackage().getImplementationVersion();
            return new String[] {
                "millrace %s, Java %s"
                        .formatted(release == null ? "(not packaged)" : release, System.getProperty("java.version"))
            };
        }
    }

    @Command(
            name = "millrace",
            versionProvider = Version.class,
            description = "Self-hosted CI/CD: runs the Jenkinsfiles that you have.",
            synopsisSubcommandLabel = "VERB",
            footer = "%n'millrace VERB --help' says more about a verb.")
    private static final class Millrace implements Runnable {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @CommandLine.Mixin
        @SuppressWarnings("UnusedVariable") // picocli reads it
        private final HelpOption help = new HelpOption();

        @CommandLine.Option(
                names = {"-V", "--version"},
                versionHelp = true,
                description = "Shows the version.")
        @SuppressWarnings("UnusedVariable") // picocli sets it and acts on it
        private boolean version;

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "a verb is needed");
        }
    }

    /** On every verb. */
    static final class HelpOption {
        @CommandLine.Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Shows this help.")
        @SuppressWarnings("UnusedVariable") // picocli sets it and acts on it
        private boolean asked;
    }
}
