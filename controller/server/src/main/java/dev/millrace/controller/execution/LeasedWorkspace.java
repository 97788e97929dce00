package dev.millrace.controller.execution;

import com.google.protobuf.ByteString;
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
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.lease.Lease;
import dev.millrace.controller.snapshot.RemarkWords;
import dev.millrace.controller.snapshot.Snapshots.Snapshot;
import dev.millrace.wire.proto.ArchiveFiles;
import dev.millrace.wire.proto.Argument;
import dev.millrace.wire.proto.Attachment;
import dev.millrace.wire.proto.DeleteFiles;
import dev.millrace.wire.proto.DeleteMatching;
import dev.millrace.wire.proto.DigestFile;
import dev.millrace.wire.proto.Execute;
import dev.millrace.wire.proto.Exited;
import dev.millrace.wire.proto.ExtractArchive;
import dev.millrace.wire.proto.ListFiles;
import dev.millrace.wire.proto.MakeDirectory;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.PackTree;
import dev.millrace.wire.proto.ReadFile;
import dev.millrace.wire.proto.SnapshotWorkspace;
import dev.millrace.wire.proto.StatFile;
import dev.millrace.wire.proto.StepContext;
import dev.millrace.wire.proto.TouchFile;
import dev.millrace.wire.proto.TreeKind;
import dev.millrace.wire.proto.UnpackTree;
import dev.millrace.wire.proto.WriteFile;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The workspace of a lease, in the directory of one call. For the call's own thread. */
final class LeasedWorkspace implements Workspace {
    private static final int CAPTURE_LIMIT = 4 << 20;
    private static final int MOST_FILES = 200_000;
    private static final long GRACE_MILLIS = 5_000;

    private final Lease lease;
    private final StepContext context;
    private final AgentCalls agent;
    private final Function<TreeDigest, Snapshot> record;

    /** @param record keeps a state that was taken in this call */
    LeasedWorkspace(Lease lease, StepContext context, AgentCalls agent, Function<TreeDigest, Snapshot> record) {
        this.lease = lease;
        this.context = context;
        this.agent = agent;
        this.record = record;
    }

    @Override
    public boolean isUnix() {
        return lease.unix();
    }

    @Override
    public String directory() {
        var directory = context.getDirectory();
        return directory.isEmpty()
                ? lease.workspace()
                : WorkspacePath.absolute(directory) ? directory : lease.workspace() + "/" + directory;
    }

    @Override
    public ProcessResult execute(ProcessSpec process) throws StepException, InterruptedException {
        var execute = Execute.newBuilder()
                .setDirectory(at(""))
                .putAllEnvironment(context.getEnvironmentMap())
                .putAllEnvironment(process.environment())
                .setCapture(process.captureOutput())
                .setCaptureLimitBytes(CAPTURE_LIMIT)
                .setGraceMillis(GRACE_MILLIS);
        for (var argument : process.command()) {
            execute.addCommand(
                    switch (argument) {
                        case ProcessSpec.Argument.Literal(var text) ->
                            Argument.newBuilder().setLiteral(text);
                        case ProcessSpec.Argument.PathOf(var name) ->
                            Argument.newBuilder().setAttachment(name);
                    });
        }
        process.attachments()
                .forEach((name, content) -> execute.addAttachments(Attachment.newBuilder()
                        .setName(name)
                        .setContent(ByteString.copyFrom(content))
                        .setExecutable(true)));
        return result(agent.operate(Operate.newBuilder().setExecute(execute)).getExited());
    }

    private ProcessResult result(Exited exited) throws StepException {
        return switch (exited.getReason()) {
            case CODE ->
                new ProcessResult(exited.getCode(), exited.getCaptured().toByteArray());
            case SIGNAL ->
                new ProcessResult(128 + exited.getCode(), exited.getCaptured().toByteArray());
            case ABORTED -> throw new StepException("aborted", "The process was ended: " + exited.getMessage());
            case DEADLINE, LOST ->
                throw new StepException(
                        "agent-lost",
                        "The process on %s is lost: %s".formatted(lease.agentName(), exited.getMessage()));
            case NOT_STARTED ->
                throw new StepException("not-started", "The process did not start: " + exited.getMessage());
            case OUT_OF_MEMORY ->
                throw new StepException(
                        "out-of-memory",
                        "Processes of the job on %s were killed: they wanted more memory than the node has (at most %d MiB were in use). Give it more, as in node(memory: '4Gi'), or let it do less at a time"
                                .formatted(lease.agentName(), exited.getPeakMemoryBytes() >> 20));
            case OUT_OF_PROCESSES ->
                throw new StepException(
                        "out-of-processes",
                        "The job on %s wanted more processes and threads than it may have. Give it more, as in node(processes: 8000), or let it do less at a time"
                                .formatted(lease.agentName()));
            case OUT_OF_DISK ->
                throw new StepException(
                        "out-of-disk",
                        "The job on %s had more on disk than it may. Give it more, as in node(disk: '20Gi'), or let it remove what it does not need"
                                .formatted(lease.agentName()));
            case UNRECOGNIZED ->
                throw new StepException("internal", "The agent is newer than the controller: upgrade the controller");
        };
    }

    @Override
    public byte[] read(String path, long limitBytes) throws StepException, InterruptedException {
        return agent.operate(Operate.newBuilder()
                        .setRead(ReadFile.newBuilder().setPath(at(path)).setLimitBytes(limitBytes)))
                .getContent()
                .getContent()
                .toByteArray();
    }

    @Override
    public void write(String path, byte[] content) throws StepException, InterruptedException {
        write(path, 0, content);
    }

    @Override
    public void write(String path, long offset, byte[] content) throws StepException, InterruptedException {
        agent.operate(Operate.newBuilder()
                .setWrite(WriteFile.newBuilder()
                        .setPath(at(path))
                        .setOffset(offset)
                        .setContent(ByteString.copyFrom(content))));
    }

    @Override
    public Optional<FileFacts> stat(String path) throws StepException, InterruptedException {
        return agent
                .operate(Operate.newBuilder().setStat(StatFile.newBuilder().setPath(at(path))))
                .getFiles()
                .getFilesList()
                .stream()
                .filter(file -> file.getKind() != TreeKind.MISSING)
                .map(file -> facts(file, path))
                .findFirst();
    }

    @Override
    public List<FileFacts> list(FileSet files) throws StepException, InterruptedException {
        return list(files, false);
    }

    @Override
    public List<FileFacts> listAll(FileSet files) throws StepException, InterruptedException {
        return list(files, true);
    }

    private List<FileFacts> list(FileSet files, boolean directories) throws StepException, InterruptedException {
        var list = ListFiles.newBuilder()
                .setDirectory(at(files.directory()))
                .addAllIncludes(files.includes())
                .addAllExcludes(files.excludes())
                .setDefaultExcludes(files.defaultExcludes())
                .setDirectories(directories)
                .setLimit(MOST_FILES);
        return agent.operate(Operate.newBuilder().setList(list)).getFiles().getFilesList().stream()
                .map(file -> facts(file, file.getPath()))
                .toList();
    }

    @Override
    public void delete(String path) throws StepException, InterruptedException {
        agent.operate(Operate.newBuilder().setDelete(DeleteFiles.newBuilder().setPath(at(path))));
    }

    @Override
    public void deleteMatching(FileSet files, boolean directories) throws StepException, InterruptedException {
        agent.operate(Operate.newBuilder()
                .setDeleteMatching(DeleteMatching.newBuilder()
                        .setDirectory(at(files.directory()))
                        .addAllIncludes(files.includes())
                        .addAllExcludes(files.excludes())
                        .setDirectories(directories)));
    }

    @Override
    public void makeDirectory(String path) throws StepException, InterruptedException {
        agent.operate(
                Operate.newBuilder().setMakeDirectory(MakeDirectory.newBuilder().setPath(at(path))));
    }

    @Override
    public PackedTree pack(FileSet files) throws StepException, InterruptedException {
        return pack(files, Links.KEEP);
    }

    @Override
    public PackedTree pack(FileSet files, Links links) throws StepException, InterruptedException {
        var pack = PackTree.newBuilder()
                .setDirectory(at(files.directory()))
                .addAllIncludes(files.includes())
                .addAllExcludes(files.excludes())
                .setDefaultExcludes(files.defaultExcludes())
                .setLinks(ArchiveWords.links(links));
        var packed = agent.operate(Operate.newBuilder().setPack(pack)).getPacked();
        return new PackedTree(
                new TreeDigest(HexFormat.of().formatHex(packed.getTree().toByteArray())),
                packed.getFiles(),
                packed.getBytes());
    }

    @Override
    public void unpack(TreeDigest tree, String path) throws StepException, InterruptedException {
        agent.operate(Operate.newBuilder()
                .setUnpack(UnpackTree.newBuilder()
                        .setTree(ByteString.fromHex(tree.hex()))
                        .setDirectory(at(path))));
    }

    @Override
    public WorkspaceSnapshot snapshot() throws StepException, InterruptedException {
        var taken = agent.operate(Operate.newBuilder().setSnapshot(SnapshotWorkspace.getDefaultInstance()))
                .getSnapshot();
        try {
            var snapshot = record.apply(
                    new TreeDigest(HexFormat.of().formatHex(taken.getManifest().toByteArray())));
            return new WorkspaceSnapshot(snapshot.tree(), snapshot.files(), snapshot.bytes(), RemarkWords.of(taken));
        } catch (UserError | IllegalArgumentException e) {
            throw new StepException("io", "The agent took no snapshot that can be kept: " + e.getMessage());
        }
    }

    @Override
    public ArchiveFacts archive(ArchiveSpec archive) throws StepException, InterruptedException {
        var files = archive.files();
        var written = agent.operate(Operate.newBuilder()
                        .setArchive(ArchiveFiles.newBuilder()
                                .setFile(at(archive.file()))
                                .setFormat(ArchiveWords.format(archive.format()))
                                .setDirectory(at(files.directory()))
                                .addAllIncludes(files.includes())
                                .addAllExcludes(files.excludes())
                                .setDefaultExcludes(files.defaultExcludes())
                                .setOverwrite(archive.overwrite())))
                .getArchived();
        return new ArchiveFacts(written.getFiles(), written.getBytes());
    }

    @Override
    public Extracted extract(ExtractSpec archive) throws StepException, InterruptedException {
        var read = agent.operate(Operate.newBuilder()
                        .setExtract(ExtractArchive.newBuilder()
                                .setFile(at(archive.file()))
                                .setFormat(ArchiveWords.format(archive.format()))
                                .setDirectory(at(archive.directory()))
                                .addAllIncludes(archive.includes())
                                .setCharset(archive.charset())
                                .setMode(ArchiveWords.mode(archive.mode()))))
                .getExtracted();
        return ArchiveWords.extracted(read);
    }

    @Override
    public String digest(String path, DigestAlgorithm algorithm) throws StepException, InterruptedException {
        return HexFormat.of()
                .formatHex(agent.operate(Operate.newBuilder()
                                .setDigest(DigestFile.newBuilder()
                                        .setPath(at(path))
                                        .setAlgorithm(ArchiveWords.algorithm(algorithm))))
                        .getDigest()
                        .getDigest()
                        .toByteArray());
    }

    @Override
    public FileFacts touch(String path, Optional<Instant> modified) throws StepException, InterruptedException {
        return agent
                .operate(Operate.newBuilder()
                        .setTouch(TouchFile.newBuilder()
                                .setPath(at(path))
                                .setModifiedMillis(
                                        modified.map(Instant::toEpochMilli).orElse(0L))))
                .getFiles()
                .getFilesList()
                .stream()
                .map(file -> facts(file, path))
                .findFirst()
                .orElseThrow(() -> new StepException("internal", "The agent did not say what it touched"));
    }

    private String at(String path) throws StepException {
        return WorkspacePath.resolve(lease.workspace(), context.getDirectory(), path);
    }

    private static FileFacts facts(dev.millrace.wire.proto.FileFacts file, String path) {
        return new FileFacts(
                path,
                file.getKind() == TreeKind.FOLDER,
                file.getSize(),
                Instant.ofEpochMilli(file.getModifiedMillis()));
    }
}
