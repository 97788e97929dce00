package dev.millrace.agent.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * What jobs behind walls see of the machine's settings, as one directory of copies: to bind each of them alone for each process takes a third of its start.
 * Made anew when the machine's have changed. Safe for use by many threads.
 */
final class SystemSettings {
    /** Those that programs need to find libraries, certificates, time and each other. */
    private static final List<String> NAMES = List.of(
            "alternatives",
            "ca-certificates",
            "ca-certificates.conf",
            "fonts",
            "ld.so.cache",
            "ld.so.conf",
            "ld.so.conf.d",
            "localtime",
            "mime.types",
            "nsswitch.conf",
            "os-release",
            "pki/ca-trust",
            "pki/tls/certs",
            "protocols",
            "services",
            "ssl/certs",
            "ssl/openssl.cnf",
            "terminfo",
            "timezone");

    /** Where other files are bound: empty where they are not. */
    private static final List<String> PLACES = List.of("resolv.conf", "hosts", "gai.conf", "host.conf");

    private static final Duration AGE = Duration.ofSeconds(10);
    private static final int KEPT = 2;
    private static final long MOST_BYTES = 64L << 20;

    private final Path machine;
    private final Path copies;
    private final LongSupplier nanos;
    private Path current;
    private long lookedAt;

    /**
     * @param machine the machine's settings
     * @param copies a directory of this alone
     * @param nanos a clock that only goes on
     */
    SystemSettings(Path machine, Path copies, LongSupplier nanos) {
        this.machine = machine;
        this.copies = copies;
        this.nanos = nanos;
        this.current = copies;
    }

    /** The directory with what the machine has now, or had a few seconds ago. The one before it stays until there is a third. */
    synchronized Path directory() throws IOException {
        long now = nanos.getAsLong();
        if (!current.equals(copies) && now - lookedAt < AGE.toNanos() && Files.isDirectory(current)) {
            return current;
        }
        var found = found();
        var path = copies.resolve(stamp(found));
        if (!Files.isDirectory(path)) {
            make(path, found);
        }
        current = path;
        lookedAt = now;
        return path;
    }

    private List<Path> found() throws IOException {
        var found = new ArrayList<Path>();
        for (var name : NAMES) {
            if (Files.exists(machine.resolve(name))) {
                found.add(machine.resolve(name));
            }
        }
        try (var more = Files.newDirectoryStream(machine, "{java,maven}*")) {
            more.forEach(found::add);
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    /** Changes when a file of these does. */
    private static String stamp(List<Path> found) throws IOException {
        long[] sum = {17};
        for (var each : found) {
            Files.walkFileTree(real(each), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                    sum[0] = sum[0] * 1_000_003
                            + file.hashCode()
                            + is.lastModifiedTime().hashCode() * 31L
                            + is.size();
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE; // not for us, and so not for jobs
                }
            });
        }
        return HexFormat.of().toHexDigits(sum[0]);
    }

    private static Path real(Path path) throws IOException {
        return path.toRealPath();
    }

    private void make(Path path, List<Path> found) throws IOException {
        Files.createDirectories(copies, mode("rwxr-xr-x"));
        var unfinished = Files.createTempDirectory(copies, "new-", mode("rwxr-xr-x"));
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
        var left = new long[] {MOST_BYTES};
        for (var each : found) {
            var at = unfinished.resolve(machine.relativize(each).toString());
            directories(unfinished, at);
            copy(real(each), at, left);
        }
        for (var name : PLACES) {
            Files.createFile(unfinished.resolve(name), mode("r--r--r--"));
        }
        for (var name : List.of("passwd", "group")) {
            Files.createSymbolicLink(unfinished.resolve(name), Path.of(BubblewrapWalls.NAMES, name));
        }
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        forgetOld();
    }

    private static void directories(Path top, Path at) throws IOException {
        var parent = at.getParent();
        if (parent != null && !parent.equals(top)) {
            Files.createDirectories(parent, mode("rwxr-xr-x"));
        }
    }

    /** What everybody may read. Links stay links: where they lead is seen by jobs, or is not theirs to see. */
    private static void copy(Path from, Path to, long[] left) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes is) throws IOException {
                if (!others(directory, PosixFilePermission.OTHERS_EXECUTE)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(place(directory), mode("rwxr-xr-x"));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
                if (is.isSymbolicLink()) {
                    Files.createSymbolicLink(place(file), Files.readSymbolicLink(file));
                } else if (is.isRegularFile() && others(file, PosixFilePermission.OTHERS_READ)) {
                    left[0] -= is.size();
                    if (left[0] < 0) {
                        throw new IOException("The machine's settings have more than %d MiB in the end, with %s"
                                .formatted(MOST_BYTES >> 20, file));
                    }
                    Files.copy(file, place(file), StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE; // it went, or is not for us
            }

            private Path place(Path file) {
                return to.resolve(from.relativize(file).toString());
            }
        });
    }

    private static boolean others(Path path, PosixFilePermission what) throws IOException {
        return Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).contains(what);
    }

    private void forgetOld() throws IOException {
        List<Path> all;
        try (Stream<Path> list = Files.list(copies)) {
            all = list.sorted(Comparator.comparing(SystemSettings::age).reversed())
                    .toList();
        }
        for (var old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            try (Stream<Path> below = Files.walk(old)) {
                for (var each : below.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private static java.nio.file.attribute.FileTime age(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static java.nio.file.attribute.FileAttribute<?> mode(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }
}
