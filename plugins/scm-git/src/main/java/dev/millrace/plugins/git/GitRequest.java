package dev.millrace.plugins.git;

import dev.millrace.api.step.StepException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What to check out, and how.
 *
 * @param url of the repository
 * @param remote what the repository is called in the workspace
 * @param revision what of it
 * @param extensions how
 */
record GitRequest(GitUrl url, String remote, Revision revision, Extensions extensions) {
    private static final Pattern REMOTE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

    /** Reads {@code GitSCM}'s map, and the flat one of {@code git url: ..., branch: ...}. */
    static GitRequest of(Map<String, ?> scm) throws StepException {
        var remotes = Fields.list(scm, "userRemoteConfigs");
        if (remotes.size() > 1) {
            throw new StepException(
                    "bad-argument", "GitSCM takes one repository in userRemoteConfigs, not " + remotes.size());
        }
        Map<?, ?> source = remotes.isEmpty() ? scm : Fields.map(remotes.getFirst(), "userRemoteConfigs");
        refuseCredentials(source);
        var remote = Fields.text(source, "name").orElse("origin");
        if (!REMOTE.matcher(remote).matches()) {
            throw new StepException("bad-argument", "Not a name for a remote: " + remote);
        }
        return new GitRequest(
                GitUrl.of(Fields.text(source, "url").orElse("")),
                remote,
                Revision.of(branch(scm), remote),
                Extensions.of(Fields.list(scm, "extensions")));
    }

    private static String branch(Map<String, ?> scm) throws StepException {
        List<?> branches = Fields.list(scm, "branches");
        if (branches.size() > 1) {
            throw new StepException("bad-argument", "GitSCM takes one branch in branches, not " + branches.size());
        }
        Optional<String> named = branches.isEmpty()
                ? Fields.text(scm, "branch")
                : Fields.text(Fields.map(branches.getFirst(), "branches"), "name");
        return named.orElse("master");
    }

    private static void refuseCredentials(Map<?, ?> source) throws StepException {
        var id = Fields.text(source, "credentialsId").filter(text -> !text.isBlank());
        if (id.isPresent()) {
            throw new StepException(
                    "not-supported",
                    "credentialsId '%s' cannot be used yet: secrets are not available to git. Use a repository that the agent can read without them, or an SSH key of the agent's own user"
                            .formatted(id.get()));
        }
    }
}
