package com.example.greeter;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.Parameter;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.ProcessSpec;
import java.util.List;
import java.util.Set;

/** {@code greet}: an action. Asks the agent who it is by running a process in the workspace, and returns what it said. */
final class GreetStep implements ActionStep {
    @Override
    public StepDescriptor descriptor() {
        return new StepDescriptor(
                "greet",
                Set.of(),
                "Greets somebody in the log and returns the greeting.",
                List.of(
                        Parameter.positional("name", Parameter.Type.TEXT, "Whom to greet."),
                        Parameter.optional("shout", Parameter.Type.TRUTH, false, "Say it in capitals.")),
                true,
                StepDescriptor.Recovery.REATTACH,
                List.of("greet 'Ada'", "def text = greet(name: 'Ada', shout: true)"));
    }

    @Override
    public Object run(StepCall call) throws StepException, InterruptedException {
        var word = call.environment().getOrDefault("GREETING", "Hello");
        var kernel = call.workspace().execute(ProcessSpec.of("uname", "-s").captureOutput(true).build());
        if (kernel.exitCode() != 0) {
            throw new StepException("exit-code", "uname returned exit code " + kernel.exitCode());
        }
        var greeting = "%s %s, from %s".formatted(word, call.arguments().text("name"), kernel.text().strip());
        if (call.arguments().truth("shout")) {
            greeting = greeting.toUpperCase(java.util.Locale.ROOT);
        }
        call.log(greeting);
        return greeting;
    }
}
