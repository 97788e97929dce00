package dev.millrace.boot;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * What {@code java -jar millrace.war} starts. Compiled for Java 17, so that an older Java than Millrace needs is told so; unpacks the war once
 * into a cache directory and runs Millrace from there on a flat class path.
 */
public final class Main {
    private static final int NEEDED = 25;
    private static final int UNAVAILABLE = 69;

    private Main() {}

    public static void main(String[] args) throws IOException, InterruptedException, URISyntaxException {
        if (Runtime.version().feature() < NEEDED) {
            System.err.printf(
                    Locale.ROOT,
                    "Millrace needs Java %d or newer; this is Java %d (%s).%nInstall a JDK %d and start the war with its java.%n",
                    NEEDED,
                    Runtime.version().feature(),
                    System.getProperty("java.home"),
                    NEEDED);
            System.exit(UNAVAILABLE);
        }
        var war = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        var home = unpacked(war).resolve("WEB-INF");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + home.resolve("jvm.options"));
        command.add("-Dmillrace.home=" + home);
        command.add("-cp");
        command.add(home.resolve("lib") + File.separator + "*");
        command.add("dev.millrace.cli.Main");
        command.addAll(List.of(args));
        var process = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
        System.exit(process.waitFor());
    }

    private static void end(Process process) {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The directory with the war's content: named by size and time of the war, complete or not there. */
    private static Path unpacked(Path war) throws IOException {
        var cache = cacheDirectory();
        var wanted = cache.resolve("millrace-%x-%x"
                .formatted(Files.size(war), Files.getLastModifiedTime(war).toMillis()));
        if (Files.isDirectory(wanted)) {
            return wanted;
        }
        Files.createDirectories(cache);
        var temporary = Files.createTempDirectory(cache, "unpacking-");
        try (var jar = new JarFile(war.toFile())) {
            for (var entries = jar.entries(); entries.hasMoreElements(); ) {
                unpack(jar, entries.nextElement(), temporary);
            }
        }
        try {
            Files.move(temporary, wanted, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // another start was faster
            delete(temporary);
        }
        return wanted;
    }

    private static void unpack(JarFile jar, JarEntry entry, Path to) throws IOException {
        var target = to.resolve(entry.getName()).normalize();
        if (entry.isDirectory() || !entry.getName().startsWith("WEB-INF/") || !target.startsWith(to)) {
            return;
        }
        Files.createDirectories(target.getParent());
        try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, target);
        }
    }

    private static Path cacheDirectory() {
        var xdg = System.getenv("XDG_CACHE_HOME");
        var base = xdg == null || xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return base.resolve("millrace");
    }

    private static void delete(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
