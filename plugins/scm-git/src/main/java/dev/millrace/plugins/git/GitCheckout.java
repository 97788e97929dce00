package dev.millrace.plugins.git;

import dev.millrace.api.Checkout;
import dev.millrace.api.report.CheckedOut;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepException;
import java.util.LinkedHashMap;
import java.util.List;
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
        return checkout(call, GitRequest.of(scm), wanted(call));
    }

    Map<String, String> checkout(StepCall call, GitRequest request, boolean changelog)
            throws StepException, InterruptedException {
        var git = new Git(call, request.extensions().directory());
        var previous = prepare(git, request, call);
        new Fetch(git, request, call).run();
        var commit = commit(git, request);
        call.log("Checking out Revision %s (%s)".formatted(commit, branch(request)));
        update(git, request, commit);
        git.asked("log", "-1", "--format=%s", commit)
                .ifPresent(subject -> call.log("Commit message: \"%s\"".formatted(subject)));
        var source = source(request);
        var before = call.revisions().before(source);
        var history = changelog
                ? new History(git).between(before, commit)
                : new History.Told(List.of(), "changelog: false: no changes are told");
        if (!history.note().isEmpty()) {
            call.log(history.note());
        }
        call.revisions()
                .checkedOut(new CheckedOut(
                        source,
                        "git",
                        request.url().text(),
                        branch(request),
                        commit,
                        before,
                        history.changes(),
                        history.note()));
        return facts(request, commit, before.or(() -> previous));
    }

    /** Changes are told unless the pipeline says {@code changelog: false}. */
    static boolean wanted(StepCall call) {
        return !Boolean.FALSE.equals(call.arguments().values().get("changelog"));
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

    /** Other branches of the same repository are other sources: each run of one is compared with the last one of it. */
    private static String source(GitRequest request) {
        return "git " + request.url().text() + " " + branch(request);
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
