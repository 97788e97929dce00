package dev.millrace.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line, and what becomes of its failures. */
final class Cli {
    private final Terminal terminal;
    private final Verbs verbs;

    Cli(Terminal terminal, Controllers controllers) {
        this.terminal = terminal;
        this.verbs = new Verbs(terminal, new Servers(terminal, controllers));
    }

    /** Who says what is wanted waits for that verb alone; the others are put together only where people look for one. */
    private CommandLine commands(String... arguments) {
        var commands = new CommandLine(new Millrace());
        var wanted = arguments.length == 0 ? Optional.<CommandLine>empty() : verbs.verb(arguments[0]);
        wanted.ifPresentOrElse(commands::addSubcommand, () -> verbs.all().forEach(commands::addSubcommand));
        addHelp(commands);
        var ansi = terminal.colours() ? Ansi.ON : Ansi.OFF;
        commands.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
        commands.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        commands.setUsageHelpWidth(110);
        commands.setParameterExceptionHandler(this::misused);
        commands.setExecutionExceptionHandler((failure, _, _) -> failed(failure));
        return commands;
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

    int run(String... arguments) {
        return commands(arguments).execute(arguments);
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
