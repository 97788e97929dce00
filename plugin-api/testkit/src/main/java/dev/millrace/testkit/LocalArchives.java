package dev.millrace.testkit;

import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.ArchiveFacts;
import dev.millrace.api.workspace.ArchiveFormat;
import dev.millrace.api.workspace.ExtractSpec;
import dev.millrace.api.workspace.Extracted;
import dev.millrace.api.workspace.FileSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Archives of the bench's workspace: zip by the platform, tar by the machine's {@code tar}. The agent's bounds and its care for hostile archives are its own. */
final class LocalArchives {
    private static final int MOST_READ = 2 << 20;

    private LocalArchives() {}

    static ArchiveFacts write(Path target, ArchiveFormat format, Path top, List<String> paths)
            throws IOException, StepException, InterruptedException {
        var packed =
                paths.stream().filter(path -> !top.resolve(path).equals(target)).toList();
        Files.createDirectories(directory(target));
        if (format == ArchiveFormat.ZIP) {
            try (var zip = new ZipOutputStream(Files.newOutputStream(target))) {
                for (var path : packed) {
                    zip.putNextEntry(new ZipEntry(path));
                    Files.copy(top.resolve(path), zip);
                }
            }
        } else {
            var names = Files.createTempFile("millrace-bench", ".names");
            try {
                Files.writeString(names, String.join("\0", packed) + (packed.isEmpty() ? "" : "\0"));
                var flags = format == ArchiveFormat.TAR ? "-cf" : "-czf";
                tar(flags, target.toString(), "-C", top.toString(), "--null", "-T", names.toString());
            } finally {
                Files.delete(names);
            }
        }
        return new ArchiveFacts(packed.size(), Files.size(target));
    }

    static Extracted read(Path archive, Path target, ExtractSpec spec)
            throws IOException, StepException, InterruptedException {
        try {
            return spec.format() == ArchiveFormat.ZIP ? zip(archive, target, spec) : tarFile(archive, target, spec);
        } catch (StepException e) {
            if (spec.mode() == ExtractSpec.Mode.TEST) {
                return new Extracted(0, Map.of(), Optional.of(String.valueOf(e.getMessage())));
            }
            throw e;
        }
    }

    private static Extracted zip(Path archive, Path target, ExtractSpec spec) throws IOException, StepException {
        var charset = spec.charset().isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(spec.charset());
        try (var zip = new ZipFile(archive.toFile(), charset)) {
            var found = new Finding(target, spec);
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                if (!entry.isDirectory()) {
                    try (var in = zip.getInputStream(entry)) {
                        found.add(entry.getName(), in);
                    }
                }
            }
            return found.result();
        } catch (ZipException e) {
            throw new StepException(
                    "bad-archive", "%s is not a zip file that can be read: %s".formatted(spec.file(), e.getMessage()));
        }
    }

    private static Extracted tarFile(Path archive, Path target, ExtractSpec spec)
            throws IOException, StepException, InterruptedException {
        var unpacked = Files.createTempDirectory("millrace-bench");
        try {
            tar("-xf", archive.toString(), "-C", unpacked.toString());
            var found = new Finding(target, spec);
            try (Stream<Path> walk = Files.walk(unpacked)) {
                for (var file : walk.filter(Files::isRegularFile).sorted().toList()) {
                    try (var in = Files.newInputStream(file)) {
                        found.add(unpacked.relativize(file).toString(), in);
                    }
                }
            }
            return found.result();
        } finally {
            try (Stream<Path> walk = Files.walk(unpacked)) {
                for (var file : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void tar(String... arguments) throws IOException, StepException, InterruptedException {
        var command = new ArrayList<>(List.of("tar"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new StepException("bad-archive", "This is not a tar file that can be read: " + said.strip());
        }
    }

    private static Path directory(Path file) {
        var parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("Not below a workspace: " + file);
        }
        return parent;
    }

    /** What is found in an archive, and what becomes of it. */
    private static final class Finding {
        private final Path target;
        private final ExtractSpec spec;
        private final AntPatterns patterns;
        private final Map<String, byte[]> contents = new LinkedHashMap<>();
        private long bytes;

        Finding(Path target, ExtractSpec spec) {
            this.target = target;
            this.spec = spec;
            this.patterns = new AntPatterns(new FileSet("", spec.includes(), List.of(), false));
        }

        void add(String path, InputStream in) throws IOException, StepException {
            if (!patterns.takes(path)) {
                return;
            }
            var file = target.resolve(path).normalize();
            if (!file.startsWith(target)) {
                throw new StepException(
                        "outside-workspace",
                        "%s in %s leads outside of the directory that it is unpacked to".formatted(path, spec.file()));
            }
            switch (spec.mode()) {
                case FILES -> {
                    Files.createDirectories(directory(file));
                    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                    contents.put(path, new byte[0]);
                }
                case READ -> {
                    var content = in.readAllBytes();
                    bytes += content.length;
                    if (bytes > MOST_READ) {
                        throw new StepException(
                                "too-large",
                                "%s unpacks to more than the %d bytes that are allowed for it"
                                        .formatted(spec.file(), MOST_READ));
                    }
                    contents.put(path, content);
                }
                case TEST -> {
                    in.transferTo(java.io.OutputStream.nullOutputStream());
                    contents.put(path, new byte[0]);
                }
            }
        }

        Extracted result() {
            return new Extracted(contents.size(), contents, Optional.empty());
        }
    }
}
