package dev.millrace.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;

/** {@code millrace}. */
public final class Main {
    private Main() {}

    /** Runs a verb and ends the program with its exit code. */
    public static void main(String[] arguments) {
        var environment = System.getenv();
        var console = System.console(); // null where the standard streams are no terminal
        var colours = console != null
                && console.isTerminal()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
        var terminal = new Terminal(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                colours,
                environment);
        var code = new Cli(terminal, new InProcess(environment)).run(arguments);
        terminal.out().flush();
        System.exit(code);
    }
}
