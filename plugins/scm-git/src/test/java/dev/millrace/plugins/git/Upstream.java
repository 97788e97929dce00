package dev.millrace.plugins.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real repository to check out from. */
final class Upstream {
    private final Path directory;

    Upstream(Path directory) throws IOException, InterruptedException {
        this.directory = Files.createDirectories(directory);
        git("init", "--quiet", "--initial-branch=main");
        git("config", "uploadpack.allowAnySHA1InWant", "true");
    }

    String url() {
        return "file://" + directory;
    }

    /** Commits a file and returns the commit. */
    String commit(String file, String content) throws IOException, InterruptedException {
        var target = directory.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, content);
        git("add", "-A");
        git("-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "-m", "Change " + file);
        return git("rev-parse", "HEAD");
    }

    String git(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + output);
        }
        return output;
    }
}
