package dev.millrace.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What git says of a directory. Where there is no git program, or no repository, it says nothing. */
final class Git {
    private final Path directory;

    Git(Path directory) {
        this.directory = directory;
    }

    /** Files that are tracked, or new and not ignored, below the directory; empty where it is not in a repository. */
    Optional<List<String>> files() throws InterruptedException {
        return ask("ls-files", "-co", "--exclude-standard", "-z")
                .map(bytes -> Arrays.stream(new String(bytes, StandardCharsets.UTF_8).split("\0"))
                        .filter(path -> !path.isEmpty())
                        .distinct()
                        .toList());
    }

    /** {@code GIT_COMMIT}, {@code GIT_BRANCH}, {@code BRANCH_NAME}, {@code GIT_URL}, those that there are. */
    Map<String, String> facts() throws InterruptedException {
        var facts = new TreeMap<String, String>();
        line("rev-parse", "--verify", "--quiet", "HEAD").ifPresent(commit -> facts.put("GIT_COMMIT", commit));
        line("symbolic-ref", "--quiet", "--short", "HEAD").ifPresent(branch -> {
            facts.put("GIT_BRANCH", branch);
            facts.put("BRANCH_NAME", branch);
        });
        line("config", "--get", "remote.origin.url").ifPresent(url -> facts.put("GIT_URL", withoutSecrets(url)));
        return facts;
    }

    /** Whoever sees the run must not see what logs in to the repository. */
    static String withoutSecrets(String url) {
        return url.replaceFirst("^(https?://)[^/]*@", "$1").replaceFirst("^([a-z+]+://[^/@:]*):[^/@]*@", "$1@");
    }

    private Optional<String> line(String... arguments) throws InterruptedException {
        return ask(arguments)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                .filter(text -> !text.isEmpty());
    }

    private Optional<byte[]> ask(String... arguments) throws InterruptedException {
        var command = Stream.concat(Stream.of("git", "-C", directory.toString()), Arrays.stream(arguments))
                .toList();
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            var answer = process.getInputStream().readAllBytes();
            return process.waitFor() == 0 ? Optional.of(answer) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
