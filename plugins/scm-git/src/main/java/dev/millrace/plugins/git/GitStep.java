package dev.millrace.plugins.git;

import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.Parameter;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepException;
import java.util.List;
import java.util.Set;

/** {@code git}: the short form of {@code checkout} for one branch. */
final class GitStep implements ActionStep {
    @Override
    public StepDescriptor descriptor() {
        return new StepDescriptor(
                "git",
                Set.of(),
                "Checks out a branch of a git repository into the current directory and returns what it checked out.",
                List.of(
                        Parameter.positional(
                                "url", TEXT, "URL of the repository: https, ssh, git, file or a path on the agent."),
                        Parameter.optional("branch", TEXT, "master", "Branch, tag or full commit hash."),
                        Parameter.optional("credentialsId", TEXT, "Not supported yet: refused where it is not empty."),
                        Parameter.optional(
                                "changelog", TRUTH, true, "Whether the changes since the run before are told."),
                        Parameter.optional("poll", TRUTH, true, "Accepted; nothing is polled.")),
                true,
                StepDescriptor.Recovery.REATTACH,
                List.of(
                        "git url: 'https://example.org/shop.git', branch: 'main'",
                        "git 'https://example.org/shop.git'"));
    }

    @Override
    public Object run(StepCall call) throws StepException, InterruptedException {
        var request = GitRequest.of(call.arguments().values());
        call.log("No credentials specified");
        return new GitCheckout().checkout(call, request, GitCheckout.wanted(call));
    }
}
