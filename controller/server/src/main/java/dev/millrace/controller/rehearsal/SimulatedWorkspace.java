package dev.millrace.controller.rehearsal;

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
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.rehearsal.SimulatedFiles.Content;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The workspace that steps of files and data work in when they are tried: everything is in memory, and no process runs. What a process would have
 * made is not there. For one thread.
 */
final class SimulatedWorkspace implements Workspace {
    private static final TreeDigest EMPTY =
            new TreeDigest(Digest.sha256(new byte[0]).hex());

    private final SimulatedFiles files;
    private final SimulatedPaths paths;
    private final Instant now;

    SimulatedWorkspace(SimulatedFiles files, SimulatedPaths paths, Instant now) {
        this.files = files;
        this.paths = paths;
        this.now = now;
    }

    @Override
    public boolean isUnix() {
        return true;
    }

    @Override
    public String directory() {
        return paths.absolute();
    }

    @Override
    public ProcessResult execute(ProcessSpec process) {
        return new ProcessResult(0, new byte[0]);
    }

    @Override
    public byte[] read(String path, long limitBytes) throws StepException {
        return files.read(paths.resolve(path), limitBytes);
    }

    @Override
    public void write(String path, byte[] content) throws StepException {
        files.write(paths.resolve(path), content);
    }

    @Override
    public void write(String path, long offset, byte[] content) throws StepException {
        var whole = paths.resolve(path);
        var before = offset == 0 ? new byte[0] : files.read(whole, Integer.MAX_VALUE);
        if (offset > before.length) {
            throw new StepException("io", "%s is shorter than %d bytes".formatted(path, offset));
        }
        var after = Arrays.copyOf(before, (int) offset + content.length);
        System.arraycopy(content, 0, after, (int) offset, content.length);
        files.write(whole, after);
    }

    @Override
    public Optional<FileFacts> stat(String path) throws StepException {
        var whole = paths.resolve(path);
        return files.find(whole)
                .map(content -> new FileFacts(path, false, content.size(), now))
                .or(() -> files.directory(whole)
                        ? Optional.of(new FileFacts(path, true, 0, now))
                        : Optional.<FileFacts>empty());
    }

    @Override
    public List<FileFacts> list(FileSet set) throws StepException {
        var found = new ArrayList<FileFacts>();
        matching(set).forEach((path, content) -> found.add(new FileFacts(path, false, content.size(), now)));
        return found;
    }

    @Override
    public List<FileFacts> listAll(FileSet set) throws StepException {
        return list(set);
    }

    @Override
    public void delete(String path) throws StepException {
        files.delete(paths.resolve(path));
    }

    @Override
    public void deleteMatching(FileSet set, boolean directories) throws StepException {
        var directory = paths.resolve(set.directory());
        for (var path : matching(set).keySet()) {
            files.delete(directory.isEmpty() ? path : directory + "/" + path);
        }
    }

    @Override
    public void makeDirectory(String path) {}

    @Override
    public PackedTree pack(FileSet set) throws StepException {
        return pack(set, Links.KEEP);
    }

    @Override
    public PackedTree pack(FileSet set, Links links) throws StepException {
        var matching = matching(set);
        return new PackedTree(
                EMPTY,
                matching.size(),
                matching.values().stream().mapToLong(Content::size).sum());
    }

    @Override
    public WorkspaceSnapshot snapshot() {
        return new WorkspaceSnapshot(EMPTY, 0, 0, List.of());
    }

    @Override
    public void unpack(TreeDigest tree, String path) {}

    @Override
    public ArchiveFacts archive(ArchiveSpec archive) throws StepException {
        var count = matching(archive.files()).size();
        files.write(paths.resolve(archive.file()), new byte[0]);
        return new ArchiveFacts(count, 0);
    }

    @Override
    public Extracted extract(ExtractSpec archive) {
        return new Extracted(0, Map.of(), Optional.empty());
    }

    @Override
    public String digest(String path, DigestAlgorithm algorithm) throws StepException {
        try {
            var digest = MessageDigest.getInstance(
                    switch (algorithm) {
                        case MD5 -> "MD5";
                        case SHA1 -> "SHA-1";
                        case SHA256 -> "SHA-256";
                    });
            return HexFormat.of().formatHex(digest.digest(read(path, Integer.MAX_VALUE)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has it", e);
        }
    }

    @Override
    public FileFacts touch(String path, Optional<Instant> modified) throws StepException {
        var whole = paths.resolve(path);
        if (files.find(whole).isEmpty()) {
            files.write(whole, new byte[0]);
        }
        return new FileFacts(path, false, 0, modified.orElse(now));
    }

    private Map<String, Content> matching(FileSet set) throws StepException {
        var matches = Patterns.of(set);
        var found = files.below(paths.resolve(set.directory()));
        found.keySet().removeIf(path -> !matches.test(path));
        return found;
    }
}
