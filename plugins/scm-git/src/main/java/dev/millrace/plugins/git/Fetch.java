package dev.millrace.plugins.git;

import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepException;
import java.util.ArrayList;

/** Brings what is wanted into the workspace's repository. */
final class Fetch {
    private final Git git;
    private final GitRequest request;
    private final StepCall call;

    Fetch(Git git, GitRequest request, StepCall call) {
        this.git = git;
        this.request = request;
        this.call = call;
    }

    static String allBranches(GitRequest request) {
        return "+refs/heads/*:refs/remotes/" + request.remote() + "/*";
    }

    /** With cut-off history first where that is asked for: not every server gives a single commit, and a name may be a tag's. */
    void run() throws StepException, InterruptedException {
        call.log("Fetching upstream changes from " + request.url().text());
        int depth = request.extensions().depth();
        if (depth > 0) {
            var wanted = request.revision().fetched(request.remote());
            if (git.tried(command(wanted, "--depth=" + depth))) {
                return;
            }
            call.log("Could not fetch %s alone: fetching all branches".formatted(wanted));
        }
        boolean cutOff =
                depth == 0 && git.workspace().stat(git.path(".git/shallow")).isPresent();
        var all = allBranches(request);
        boolean fetched =
                cutOff ? git.tried(command(all, "--prune", "--unshallow")) : git.tried(command(all, "--prune"));
        if (!fetched) {
            throw new StepException(
                    "git-failed",
                    "Could not fetch from %s: see the lines above for what git says. A private repository needs credentials that the agent has"
                            .formatted(request.url().text()));
        }
    }

    private String[] command(String wanted, String... options) {
        var command = new ArrayList<String>();
        command.add("fetch");
        command.add(request.extensions().noTags() ? "--no-tags" : "--tags");
        command.add("--force");
        for (var option : options) {
            command.add(option);
        }
        command.add("--");
        command.add(request.url().text());
        command.add(wanted);
        return command.toArray(String[]::new);
    }
}
