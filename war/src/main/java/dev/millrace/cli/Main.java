package dev.millrace.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Optional;

/** {@code millrace}. */
public final class Main {
    private Main() {}

    /** Runs a verb and ends the program with its exit code. */
    public static void main(String[] arguments) {
        var environment = System.getenv();
        var colours =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
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
