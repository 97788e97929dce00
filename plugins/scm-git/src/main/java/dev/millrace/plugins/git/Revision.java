package dev.millrace.plugins.git;

import dev.millrace.api.step.StepException;
import java.util.List;
import java.util.regex.Pattern;

/** What to check out of a repository. */
sealed interface Revision {
    /** Where it is after a fetch, best guess first; {@code rev-parse} takes the first that there is. */
    List<String> candidates(String remote);

    /** What to ask the server for where history is cut off; otherwise all branches are asked for. */
    String fetched(String remote);

    /** A branch: {@code main}, {@code *}{@code /main}, {@code origin/main}, {@code refs/heads/main}. */
    record Branch(String name) implements Revision {
        @Override
        public List<String> candidates(String remote) {
            return List.of("refs/remotes/" + remote + "/" + name, "refs/tags/" + name);
        }

        @Override
        public String fetched(String remote) {
            return "+refs/heads/" + name + ":refs/remotes/" + remote + "/" + name;
        }
    }

    /** A tag. */
    record Tag(String name) implements Revision {
        @Override
        public List<String> candidates(String remote) {
            return List.of("refs/tags/" + name);
        }

        @Override
        public String fetched(String remote) {
            return "+refs/tags/" + name + ":refs/tags/" + name;
        }
    }

    /** A commit by its full hash. */
    record Commit(String hash) implements Revision {
        @Override
        public List<String> candidates(String remote) {
            return List.of(hash);
        }

        @Override
        public String fetched(String remote) {
            return hash;
        }
    }

    /** Reads what {@code branches: [[name: ...]]} or {@code branch: ...} says. */
    static Revision of(String text, String remote) throws StepException {
        var name = text.strip();
        if (Names.HASH.matcher(name).matches()) {
            return new Commit(name);
        }
        if (name.startsWith("refs/tags/")) {
            return new Tag(Names.checked(name.substring("refs/tags/".length()), text));
        }
        for (var prefix :
                List.of("refs/heads/", "refs/remotes/" + remote + "/", "remotes/" + remote + "/", remote + "/", "*/")) {
            if (name.startsWith(prefix)) {
                return new Branch(Names.checked(name.substring(prefix.length()), text));
            }
        }
        return new Branch(Names.checked(name, text));
    }

    /** Names of refs as {@code git check-ref-format} wants them, and no wildcards. */
    final class Names {
        private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
        private static final Pattern REFUSED = Pattern.compile(
                "^[-/.].*|.*(\\.\\.|@\\{|//|/\\.|\\.lock(/|$)|[\\x00-\\x20\\x7f~^:?*\\[\\\\]).*|.*[/.]$|@|",
                Pattern.DOTALL);

        private Names() {}

        static String checked(String name, String said) throws StepException {
            if (REFUSED.matcher(name).matches()) {
                throw new StepException(
                        "bad-argument",
                        "Not a branch, tag or full commit hash: '%s'. Wildcards name no single branch".formatted(said));
            }
            return name;
        }
    }
}
