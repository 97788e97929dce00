package dev.millrace.plugins.git;

import dev.millrace.api.Checkout;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks out one commit of a git repository. The workspace's repository is used again: what it has is not fetched again. */
final class GitCheckout implements Checkout {
    @Override
    public Set<String> symbols() {
        return Set.of("GitSCM", "hudson.plugins.git.GitSCM", "scmGit", "git");
    }

    @Override
    public Map<String, String> checkout(StepCall call, Map<String, Object> scm)
            throws StepException, InterruptedException {
        return checkout(call, GitRequest.of(scm));
    }

    Map<String, String> checkout(StepCall call, GitRequest request) throws StepException, InterruptedException {
        var git = new Git(call, request.extensions().directory());
        var previous = prepare(git, request, call);
        new Fetch(git, request, call).run();
        var commit = commit(git, request);
        call.log("Checking out Revision %s (%s)".formatted(commit, branch(request)));
        update(git, request, commit);
        git.asked("log", "-1", "--format=%s", commit)
                .ifPresent(subject -> call.log("Commit message: \"%s\"".formatted(subject)));
        return facts(request, commit, previous);
    }

    /** Makes the directory a repository that knows the remote. Returns the commit that it was on. */
    private static Optional<String> prepare(Git git, GitRequest request, StepCall call)
            throws StepException, InterruptedException {
        var workspace = git.workspace();
        if (request.extensions().wipe()) {
            workspace.delete(git.path("."));
        }
        workspace.makeDirectory(git.path("."));
        boolean there = workspace.stat(git.path(".git")).isPresent();
        call.log(there ? "Fetching changes from the remote Git repository" : "Cloning the remote Git repository");
        // Left by a git that was killed. The workspace belongs to this job alone, so nobody holds them.
        if (there) {
            workspace.delete(git.path(".git/index.lock"));
            workspace.delete(git.path(".git/shallow.lock"));
            workspace.delete(git.path(".git/config.lock"));
        }
        git.run("init", "--quiet");
        var url = "remote." + request.remote() + ".url";
        boolean sameSource = there
                && git.asked("config", "--get", url)
                        .equals(Optional.of(request.url().text()));
        git.run("config", url, request.url().text());
        git.run("config", "remote." + request.remote() + ".fetch", Fetch.allBranches(request));
        return sameSource ? git.asked("rev-parse", "--verify", "--quiet", "HEAD^{commit}") : Optional.empty();
    }

    private static String commit(Git git, GitRequest request) throws StepException, InterruptedException {
        for (var candidate : request.revision().candidates(request.remote())) {
            var commit = git.asked("rev-parse", "--verify", "--quiet", candidate + "^{commit}");
            if (commit.isPresent()) {
                return commit.get();
            }
        }
        throw new StepException(
                "no-such-revision",
                "Couldn't find any revision to build: %s has no %s. Check the branch in the job or in the pipeline"
                        .formatted(request.url().text(), request.revision()));
    }

    private static void update(Git git, GitRequest request, String commit) throws StepException, InterruptedException {
        var extensions = request.extensions();
        if (extensions.clean()) {
            git.tried("reset", "--quiet", "--hard");
            git.run("clean", "-ffdxq");
        }
        var local = local(request);
        if (local.isPresent()) {
            git.run("checkout", "--quiet", "-f", "-B", local.get(), commit, "--");
        } else {
            git.run("checkout", "--quiet", "-f", "--detach", commit, "--");
        }
        if (extensions.submodules()) {
            git.run("submodule", "sync", "--quiet", "--recursive");
            git.run("submodule", "update", "--init", "--recursive", "--force");
        }
    }

    private static Map<String, String> facts(GitRequest request, String commit, Optional<String> previous) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("GIT_COMMIT", commit);
        facts.put("GIT_BRANCH", branch(request));
        facts.put("GIT_URL", request.url().text());
        local(request).ifPresent(name -> facts.put("GIT_LOCAL_BRANCH", name));
        previous.ifPresent(before -> facts.put("GIT_PREVIOUS_COMMIT", before));
        return facts;
    }

    private static String branch(GitRequest request) {
        return switch (request.revision()) {
            case Revision.Branch branch -> request.remote() + "/" + branch.name();
            case Revision.Tag tag -> tag.name();
            case Revision.Commit _ -> "detached";
        };
    }

    private static Optional<String> local(GitRequest request) {
        var asked = request.extensions().localBranch();
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        if (!asked.equals("**")) {
            return Optional.of(asked);
        }
        return request.revision() instanceof Revision.Branch branch ? Optional.of(branch.name()) : Optional.empty();
    }
}
