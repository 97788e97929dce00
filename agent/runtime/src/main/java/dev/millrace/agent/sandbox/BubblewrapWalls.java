package dev.millrace.agent.sandbox;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What bubblewrap is told about one process: namespaces of everything, the system read-only, its own /tmp, /dev, /proc and home, and the workspace. It reads
 * it from a descriptor, since environments hold secrets.
 */
final class BubblewrapWalls {
    private static final List<String> SYSTEM = List.of("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32");
    /** Of the machine's settings, those that programs need to find libraries, certificates, time and each other. */
    private static final List<String> SETTINGS = List.of(
            "/etc/alternatives",
            "/etc/ca-certificates",
            "/etc/ca-certificates.conf",
            "/etc/fonts",
            "/etc/ld.so.cache",
            "/etc/ld.so.conf",
            "/etc/ld.so.conf.d",
            "/etc/localtime",
            "/etc/mime.types",
            "/etc/nsswitch.conf",
            "/etc/os-release",
            "/etc/pki/ca-trust",
            "/etc/pki/tls/certs",
            "/etc/protocols",
            "/etc/services",
            "/etc/ssl/certs",
            "/etc/ssl/openssl.cnf",
            "/etc/terminfo",
            "/etc/timezone");

    private static final List<String> NAMES =
            List.of("/etc/resolv.conf", "/etc/hosts", "/etc/gai.conf", "/etc/host.conf");

    static final String HOME = "/home/job";
    static final String TEMPORARY = "/tmp";

    private final List<String> words = new ArrayList<>();

    /** Walls without a place to work in. */
    BubblewrapWalls(int user, boolean network) {
        words.addAll(
                List.of("--unshare-all", "--unshare-user", "--die-with-parent", "--new-session", "--hostname", "job"));
        words.addAll(List.of("--cap-drop", "ALL", "--uid", text(user), "--gid", text(user), "--clearenv"));
        for (var directory : SYSTEM) {
            system(Path.of(directory));
        }
        words.addAll(List.of("--dir", "/etc"));
        SETTINGS.forEach(this::readable);
        javaSettings();
        if (network) {
            words.add("--share-net");
            NAMES.forEach(this::readable);
        }
        words.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    }

    private static String text(int number) {
        return Integer.toString(number);
    }

    /** Newer systems have one directory and links to it. */
    private void system(Path directory) {
        try {
            if (Files.isSymbolicLink(directory)) {
                words.addAll(
                        List.of("--symlink", Files.readSymbolicLink(directory).toString(), directory.toString()));
            } else if (Files.isDirectory(directory)) {
                words.addAll(List.of("--ro-bind", directory.toString(), directory.toString()));
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("The system's directory %s cannot be read".formatted(directory), e);
        }
    }

    private void readable(String path) {
        if (Files.exists(Path.of(path))) {
            words.addAll(List.of("--ro-bind-try", path, path));
        }
    }

    private void javaSettings() {
        try (var found = Files.newDirectoryStream(Path.of("/etc"), "{java,maven}*")) {
            found.forEach(path -> readable(path.toString()));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("/etc cannot be read", e);
        }
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
