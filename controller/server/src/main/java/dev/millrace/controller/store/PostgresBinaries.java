package dev.millrace.controller.store;

import dev.millrace.controller.base.StartRefused;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The server's programs, unpacked once from the class path into a cache. Whole or not there: unpacked beside it, synced, and renamed. */
final class PostgresBinaries {
    private final Path home;

    private PostgresBinaries(Path home) {
        this.home = home;
    }

    /** Those in the cache, unpacked where they are not there yet. */
    static PostgresBinaries in(Path cache) throws IOException {
        var resource = resource();
        var home = cache.resolve("postgres-" + fingerprint(resource));
        if (!Files.isDirectory(home)) {
            Files.createDirectories(cache);
            unpack(resource, cache, home);
        }
        return new PostgresBinaries(home);
    }

    /** A program of the server: {@code postgres}, {@code initdb}, {@code pg_ctl}. */
    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static URL resource() {
        var architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        var name = switch (architecture) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> architecture;
        };
        var url = PostgresBinaries.class.getResource("/postgres-linux-" + name + ".txz");
        if (url == null || !System.getProperty("os.name", "").startsWith("Linux")) {
            throw new StartRefused(
                    "No embedded PostgreSQL for %s on %s".formatted(System.getProperty("os.name"), architecture),
                    "Give a PostgreSQL 16 or newer with --database-url");
        }
        return url;
    }

    private static String fingerprint(URL resource) throws IOException {
        var connection = resource.openConnection();
        connection.setUseCaches(true);
        return connection instanceof JarURLConnection jar
                ? Long.toHexString(jar.getJarEntry().getCrc())
                : Long.toHexString(connection.getContentLengthLong());
    }

    private static void unpack(URL resource, Path cache, Path home) throws IOException {
        var fresh = Files.createTempDirectory(cache, "unpack-");
        try {
            try (var packed = new BufferedInputStream(resource.openStream(), 1 << 16);
                    var tar = new TarArchiveInputStream(new XZInputStream(packed))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    if (isNeeded(entry.getName())) {
                        write(fresh, entry, tar);
                    }
                }
            }
            sync(fresh);
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(home)) { // else another process was faster, with the same content
                throw e;
            }
        } finally {
            delete(fresh);
        }
    }

    private static boolean isNeeded(String name) {
        return !name.endsWith(".a") && !name.contains("/pkgconfig/") && !name.contains("/pgxs/");
    }

    private static void write(Path root, TarArchiveEntry entry, InputStream content) throws IOException {
        var path = root.resolve(entry.getName()).normalize();
        if (!path.startsWith(root)) {
            throw new IOException("Entry outside of its archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        var parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, path);
            var program = (entry.getMode() & 0111) != 0;
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /** One syncfs instead of a thousand fsyncs. */
    private static void sync(Path directory) throws IOException {
        var sync = new ProcessBuilder("sync", "-f", directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            sync.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while unpacking", e);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
