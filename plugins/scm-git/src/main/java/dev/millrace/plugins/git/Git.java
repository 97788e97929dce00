package dev.millrace.plugins.git;

import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.ProcessResult;
import dev.millrace.api.workspace.ProcessSpec;
import dev.millrace.api.workspace.Workspace;
import java.util.Optional;

/** Runs git in one directory of the workspace. It never asks for anything and uses no transport that runs programs. */
final class Git {
    private final StepCall call;
    private final Workspace workspace;
    private final String directory;

    /**
     * In a directory.
     *
     * @param directory below the current directory; empty is that directory itself
     */
    Git(StepCall call, String directory) throws StepException {
        this.call = call;
        this.workspace = call.workspace();
        this.directory = directory;
    }

    Workspace workspace() {
        return workspace;
    }

    /** A path in its directory, for the workspace. */
    String path(String below) {
        return directory.isEmpty() ? below : directory + "/" + below;
    }

    /** Runs a command that must succeed. */
    void run(String... command) throws StepException, InterruptedException {
        if (!tried(command)) {
            throw new StepException(
                    "git-failed", "git %s failed: see the lines above for what it says".formatted(command[0]));
        }
    }

    /** Runs a command; false where it fails. */
    boolean tried(String... command) throws StepException, InterruptedException {
        call.log(" > git " + String.join(" ", command));
        return execute(false, command).exitCode() == 0;
    }

    /** What a command prints, without the line's end; empty where it fails. */
    Optional<String> asked(String... command) throws StepException, InterruptedException {
        var result = execute(true, command);
        return result.exitCode() == 0 ? Optional.of(result.text().strip()) : Optional.empty();
    }

    private ProcessResult execute(boolean capture, String... command) throws StepException, InterruptedException {
        var process = ProcessSpec.of("git", "-c", "advice.detachedHead=false", "-c", "protocol.ext.allow=never");
        if (!directory.isEmpty()) {
            // Never an option, whatever the directory is called.
            process.arguments("-C", "./" + directory);
        }
        process.arguments(command)
                .captureOutput(capture)
                .environment("GIT_TERMINAL_PROMPT", "0")
                .environment("GIT_ALLOW_PROTOCOL", "https:http:ssh:git:file");
        var surrounding = call.environment();
        if (!surrounding.containsKey("GIT_SSH_COMMAND") && !surrounding.containsKey("GIT_SSH")) {
            process.environment("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
        }
        return workspace.execute(process.build());
    }
}
