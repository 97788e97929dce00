package dev.millrace.agent.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What bubblewrap is told about one process: namespaces of everything, the system read-only, its own /tmp, /dev, /proc and home, and the workspace. It reads
 * it from a descriptor, since environments hold secrets. Each place that is bound costs time, so they are few.
 */
final class BubblewrapWalls {
    static final String HOME = "/home/job";
    static final String TEMPORARY = "/tmp";
    /** The job's own user and group, to which links of the settings lead. */
    static final String NAMES = "/run/job";

    private static final List<String> DIRECTORIES =
            List.of("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32");
    private static final List<String> NETWORK =
            List.of("/etc/resolv.conf", "/etc/hosts", "/etc/gai.conf", "/etc/host.conf");
    /** What does not change while the agent lives. */
    private static final List<String> SYSTEM = system();

    private final List<String> words = new ArrayList<>();

    /** Walls without a place to work in, and without settings. */
    BubblewrapWalls(int user) {
        var name = Integer.toString(user);
        words.addAll(
                List.of("--unshare-all", "--unshare-user", "--die-with-parent", "--new-session", "--hostname", "job"));
        words.addAll(List.of("--cap-drop", "ALL", "--uid", name, "--gid", name, "--clearenv"));
        words.addAll(SYSTEM);
        words.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    }

    /** Newer systems have one directory and links to it. */
    private static List<String> system() {
        var words = new ArrayList<String>();
        for (var directory : DIRECTORIES) {
            var path = Path.of(directory);
            try {
                if (Files.isSymbolicLink(path)) {
                    words.addAll(
                            List.of("--symlink", Files.readSymbolicLink(path).toString(), directory));
                } else if (Files.isDirectory(path)) {
                    words.addAll(List.of("--ro-bind", directory, directory));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The system's directory %s cannot be read".formatted(path), e);
            }
        }
        return List.copyOf(words);
    }

    /** The machine's network, with what programs need to find others in it. After the settings, over which that comes. */
    BubblewrapWalls network() {
        words.add("--share-net");
        for (var path : NETWORK) {
            if (Files.exists(Path.of(path))) {
                words.addAll(List.of("--ro-bind-try", path, path));
            }
        }
        return this;
    }

    BubblewrapWalls writable(Path from, String at) {
        words.addAll(List.of("--bind", from.toString(), at));
        return this;
    }

    BubblewrapWalls readable(Path from, String at) {
        words.addAll(List.of("--ro-bind", from.toString(), at));
        return this;
    }

    BubblewrapWalls environment(Map<String, String> environment) {
        environment.forEach((name, value) -> words.addAll(List.of("--setenv", name, value)));
        return this;
    }

    /** As bubblewrap reads it from a descriptor; after this nothing at the root can be changed. */
    byte[] in(String directory) {
        var all = new ArrayList<>(words);
        all.addAll(List.of("--remount-ro", "/", "--chdir", directory));
        return (String.join("\0", all) + "\0").getBytes(StandardCharsets.UTF_8);
    }
}
