package dev.millrace.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace tool}. */
@Command(
        name = "tool",
        description = {
            "Tools that pipelines name: tools { jdk 'jdk17' }, tool 'maven-3'.",
            "A tool is a directory that is on the agents already; what nobody named here is not used."
        },
        synopsisSubcommandLabel = "(list | set | remove)",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace tool set jdk:jdk17=/opt/jdk-17",
            "  millrace tool set maven:maven-3=/usr/share/maven --label linux",
            "  millrace tool list",
            "  millrace tool remove jdk:jdk17"
        })
final class ToolCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list, set or remove");
    }
}
