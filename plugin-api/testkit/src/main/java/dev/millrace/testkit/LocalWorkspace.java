package dev.millrace.testkit;

import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.ArchiveFacts;
import dev.millrace.api.workspace.ArchiveSpec;
import dev.millrace.api.workspace.DigestAlgorithm;
import dev.millrace.api.workspace.ExtractSpec;
import dev.millrace.api.workspace.Extracted;
import dev.millrace.api.workspace.FileFacts;
import dev.millrace.api.workspace.FileSet;
import dev.millrace.api.workspace.Links;
import dev.millrace.api.workspace.PackedTree;
import dev.millrace.api.workspace.ProcessResult;
import dev.millrace.api.workspace.ProcessSpec;
import dev.millrace.api.workspace.TreeDigest;
import dev.millrace.api.workspace.Workspace;
import dev.millrace.api.workspace.WorkspaceSnapshot;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A workspace over a local directory that really runs processes. Paths, patterns and failures are those of the agent. One call, one thread. */
final class LocalWorkspace implements Workspace {
    /** The agent refuses to list or pack more. */
    private static final int MOST_FILES = 200_000;

    /** What an agent's answer can carry. */
    private static final long MOST_READ_BYTES = 3 << 20;

    private final Path root;
    private final Path current;
    private final Map<String, String> environment;
    private final TreeStore trees;
    private final Consumer<String> log;

    /**
     * A view of a workspace.
     *
     * @param root its top
     * @param current the call's current directory, at or below the top
     * @param environment what processes see
     */
    LocalWorkspace(Path root, Path current, Map<String, String> environment, TreeStore trees, Consumer<String> log) {
        this.root = root.toAbsolutePath().normalize();
        this.current = this.root.resolve(current).normalize();
        this.environment = Map.copyOf(environment);
        this.trees = trees;
        this.log = log;
    }

    @Override
    public boolean isUnix() {
        return File.separatorChar == '/';
    }

    @Override
    public String directory() {
        return current.toString();
    }

    @Override
    public ProcessResult execute(ProcessSpec process) throws StepException, InterruptedException {
        var directory = below("");
        return io(directory, () -> {
            Files.createDirectories(directory);
            return new LocalProcess(process, directory, environment, log).run();
        });
    }

    @Override
    public byte[] read(String path, long limitBytes) throws StepException, InterruptedException {
        var file = below(path);
        if (!Files.exists(file)) {
            throw new StepException("no-such-file", "There is no file " + path);
        }
        if (!Files.isRegularFile(file)) {
            throw new StepException("not-a-file", path + " is not a regular file");
        }
        return io(file, () -> {
            long size = Files.size(file);
            long limit = Math.min(limitBytes, MOST_READ_BYTES);
            if (size > limit) {
                throw new StepException("too-large", "%s has %d bytes, more than %d".formatted(path, size, limit));
            }
            return Files.readAllBytes(file);
        });
    }

    @Override
    public void write(String path, byte[] content) throws StepException, InterruptedException {
        var file = below(path);
        io(file, () -> {
            var parent = file.getParent();
            Files.createDirectories(parent);
            var part = Files.createTempFile(parent, ".write", null);
            Files.write(part, content);
            try {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }
            return file;
        });
    }

    @Override
    public void write(String path, long offset, byte[] content) throws StepException, InterruptedException {
        if (offset == 0) {
            write(path, content);
            return;
        }
        var file = below(path);
        if (!Files.isRegularFile(file) || file.toFile().length() < offset) {
            throw new StepException("not-a-file", "%s is not a file of at least %d bytes".formatted(path, offset));
        }
        io(file, () -> {
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                return channel.truncate(offset).position(offset).write(ByteBuffer.wrap(content));
            }
        });
    }

    @Override
    public Optional<FileFacts> stat(String path) throws StepException, InterruptedException {
        var file = below(path);
        return io(file, () -> Files.exists(file) ? Optional.of(facts(path, file)) : Optional.empty());
    }

    @Override
    public List<FileFacts> list(FileSet files) throws StepException, InterruptedException {
        var top = below(files.directory());
        return io(top, () -> {
            var found = new ArrayList<FileFacts>();
            for (var path : matching(top, files)) {
                found.add(facts(path, top.resolve(path)));
            }
            return found;
        });
    }

    @Override
    public List<FileFacts> listAll(FileSet files) throws StepException, InterruptedException {
        var top = below(files.directory());
        return io(top, () -> {
            var found = new ArrayList<FileFacts>();
            for (var path : matching(top, files, true)) {
                found.add(facts(path, top.resolve(path)));
            }
            return found;
        });
    }

    @Override
    public void deleteMatching(FileSet files, boolean directories) throws StepException, InterruptedException {
        var top = below(files.directory());
        for (var path : io(top, () -> matching(top, files, directories))) {
            delete(top.resolve(path).toString());
        }
    }

    @Override
    public void delete(String path) throws StepException, InterruptedException {
        var top = below(path);
        io(top, () -> {
            if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
                return top;
            }
            try (Stream<Path> walk = Files.walk(top)) {
                for (var file : walk.sorted(Comparator.reverseOrder()).toList()) {
                    if (!file.equals(root)) {
                        Files.delete(file);
                    }
                }
            }
            return top;
        });
    }

    @Override
    public void makeDirectory(String path) throws StepException, InterruptedException {
        var directory = below(path);
        io(directory, () -> Files.createDirectories(directory));
    }

    @Override
    public PackedTree pack(FileSet files) throws StepException, InterruptedException {
        return pack(files, Links.KEEP);
    }

    @Override
    public PackedTree pack(FileSet files, Links links) throws StepException, InterruptedException {
        var top = below(files.directory());
        return io(top, () -> {
            var content = new TreeMap<String, TreeStore.Entry>();
            for (var path : matching(top, files)) {
                var file = top.resolve(path);
                content.put(path, new TreeStore.Entry(Files.readAllBytes(file), Files.isExecutable(file)));
            }
            if (links == Links.FOLLOW) {
                content.putAll(LinkedFiles.of(root, top, files));
            }
            return trees.put(content);
        });
    }

    @Override
    public WorkspaceSnapshot snapshot() throws StepException, InterruptedException {
        var packed = pack(FileSet.of("", "", false));
        return new WorkspaceSnapshot(packed.digest(), packed.files(), packed.bytes(), List.of());
    }

    @Override
    public void unpack(TreeDigest tree, String path) throws StepException, InterruptedException {
        var top = below(path);
        var files = trees.get(tree).orElseThrow(() -> new StepException("io", "There is no stored tree " + tree.hex()));
        io(top, () -> {
            for (var file : files.entrySet()) {
                var target = top.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.write(target, file.getValue().content());
                if (file.getValue().executable() && !target.toFile().setExecutable(true)) {
                    throw new IOException("Cannot make " + target + " executable");
                }
            }
            return top;
        });
    }

    @Override
    public ArchiveFacts archive(ArchiveSpec archive) throws StepException, InterruptedException {
        var target = below(archive.file());
        var top = below(archive.files().directory());
        var place = archive.files().directory();
        if (!Files.exists(top)) {
            throw new StepException("no-such-file", place + " does not exist");
        }
        if (!Files.isDirectory(top)) {
            throw new StepException("not-a-directory", place + " is not a directory");
        }
        if (Files.exists(target) && !archive.overwrite()) {
            throw new StepException("exists", archive.file() + " exists");
        }
        return io(target, () -> LocalArchives.write(target, archive.format(), top, matching(top, archive.files())));
    }

    @Override
    public Extracted extract(ExtractSpec archive) throws StepException, InterruptedException {
        var file = below(archive.file());
        var wrong = !Files.exists(file)
                ? archive.file() + " does not exist"
                : Files.isRegularFile(file) ? "" : archive.file() + " is not a file";
        if (wrong.isEmpty()) {
            return io(file, () -> LocalArchives.read(file, below(archive.directory()), archive));
        }
        if (archive.mode() == ExtractSpec.Mode.TEST) {
            return new Extracted(0, Map.of(), Optional.of(wrong));
        }
        throw new StepException(Files.exists(file) ? "not-a-file" : "no-such-file", wrong);
    }

    @Override
    public String digest(String path, DigestAlgorithm algorithm) throws StepException, InterruptedException {
        var file = below(path);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new StepException("not-a-file", path + " is not a file");
        }
        var name = switch (algorithm) {
            case MD5 -> "MD5";
            case SHA1 -> "SHA-1";
            case SHA256 -> "SHA-256";
        };
        return io(file, () -> {
            try {
                return HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(Files.readAllBytes(file)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has " + name, e);
            }
        });
    }

    @Override
    public FileFacts touch(String path, Optional<Instant> modified) throws StepException, InterruptedException {
        var file = below(path);
        return io(file, () -> {
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                Files.createFile(file);
            }
            Files.setLastModifiedTime(file, FileTime.from(modified.orElseGet(Instant::now)));
            return facts(path, file);
        });
    }

    private List<String> matching(Path top, FileSet files) throws IOException, StepException {
        return matching(top, files, false);
    }

    private List<String> matching(Path top, FileSet files, boolean directories) throws IOException, StepException {
        if (!Files.isDirectory(top)) {
            return List.of();
        }
        var patterns = new AntPatterns(files);
        try (Stream<Path> walk = Files.walk(top)) {
            var found = walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                            || (directories && !file.equals(top) && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)))
                    .map(file -> slashed(top.relativize(file)))
                    .filter(patterns::takes)
                    .sorted()
                    .limit(MOST_FILES + 1L)
                    .toList();
            if (found.size() > MOST_FILES) {
                throw new StepException("too-many", "More than %d files match".formatted(MOST_FILES));
            }
            return found;
        }
    }

    /** The file that a path means. Neither dots nor links lead out of the workspace. */
    private Path below(String path) throws StepException {
        var file = current.resolve(path).normalize();
        if (!file.startsWith(root)) {
            throw outside(path);
        }
        try {
            if (!nearestExisting(file).toRealPath().startsWith(root.toRealPath())) {
                throw outside(path);
            }
        } catch (NoSuchFileException e) {
            throw new StepException("no-such-file", path + " is a link to nothing");
        } catch (IOException e) {
            throw new StepException("io", "Cannot look at %s: %s".formatted(path, e.getMessage()));
        }
        return file;
    }

    private Path nearestExisting(Path file) {
        for (Path above = file; above != null; above = above.getParent()) {
            if (Files.exists(above, LinkOption.NOFOLLOW_LINKS)) {
                return above;
            }
        }
        return root;
    }

    private static StepException outside(String path) {
        return new StepException("outside-workspace", path + " is outside of the workspace");
    }

    private static FileFacts facts(String path, Path file) throws IOException {
        boolean directory = Files.isDirectory(file);
        return new FileFacts(
                path,
                directory,
                directory ? 0 : Files.size(file),
                Files.getLastModifiedTime(file).toInstant());
    }

    private static String slashed(Path path) {
        return path.toString().replace(File.separatorChar, '/');
    }

    private interface Work<T> {
        T run() throws IOException, StepException, InterruptedException;
    }

    private static <T> T io(Path file, Work<T> work) throws StepException, InterruptedException {
        try {
            return work.run();
        } catch (NoSuchFileException e) {
            throw new StepException("no-such-file", "There is no file " + e.getFile());
        } catch (FileSystemException e) {
            throw new StepException("io", "%s: %s".formatted(e.getFile(), e.getReason()));
        } catch (IOException e) {
            throw new StepException("io", "%s: %s".formatted(file, e.getMessage()));
        }
    }
}
