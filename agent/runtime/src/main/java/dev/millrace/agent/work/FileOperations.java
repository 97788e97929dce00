package dev.millrace.agent.work;

import com.google.protobuf.ByteString;
import dev.millrace.agent.file.Digests;
import dev.millrace.agent.file.FileModes;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.agent.workspace.FileSelection;
import dev.millrace.agent.workspace.WorkspaceFiles;
import dev.millrace.wire.proto.Completed;
import dev.millrace.wire.proto.DigestFile;
import dev.millrace.wire.proto.FileContent;
import dev.millrace.wire.proto.FileDigest;
import dev.millrace.wire.proto.FileFacts;
import dev.millrace.wire.proto.FileList;
import dev.millrace.wire.proto.ListFiles;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationFinished;
import dev.millrace.wire.proto.TreeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** Operations on single files and directories of a workspace. */
final class FileOperations {
    private static final int READ_MOST = 3 << 20; // what fits a message
    private static final int LIST_MOST = 10_000;

    private FileOperations() {}

    /** Does what is asked, and says how it ended; the operation's name is filled in by the caller. */
    static OperationFinished.Builder perform(WorkspaceFiles files, Operate request) throws IOException, FileFault {
        var finished = OperationFinished.newBuilder();
        switch (request.getBodyCase()) {
            case READ -> {
                var read = request.getRead();
                long limit = read.getLimitBytes() == 0 ? READ_MOST : Math.min(read.getLimitBytes(), READ_MOST);
                finished.setContent(
                        FileContent.newBuilder().setContent(ByteString.copyFrom(files.read(read.getPath(), limit))));
            }
            case WRITE -> {
                var write = request.getWrite();
                if (write.getOffset() > 0) {
                    files.writeAt(
                            write.getPath(),
                            write.getOffset(),
                            write.getContent().toByteArray());
                } else {
                    files.write(write.getPath(), write.getContent().toByteArray(), write.getMode());
                }
                finished.setCompleted(Completed.getDefaultInstance());
            }
            case DELETE -> {
                files.delete(request.getDelete().getPath());
                finished.setCompleted(Completed.getDefaultInstance());
            }
            case MAKE_DIRECTORY -> {
                var _ = files.makeDirectory(request.getMakeDirectory().getPath());
                finished.setCompleted(Completed.getDefaultInstance());
            }
            case LIST -> finished.setFiles(list(files, request.getList()));
            case STAT ->
                finished.setFiles(FileList.newBuilder()
                        .addFiles(stat(files, request.getStat().getPath())));
            case DELETE_MATCHING -> {
                var delete = request.getDeleteMatching();
                var selection = new FileSelection(delete.getIncludesList(), delete.getExcludesList(), false);
                files.deleteMatching(delete.getDirectory(), selection, delete.getDirectories());
                finished.setCompleted(Completed.getDefaultInstance());
            }
            case TOUCH -> {
                var touch = request.getTouch();
                long millis = touch.getModifiedMillis() == 0 ? System.currentTimeMillis() : touch.getModifiedMillis();
                var _ = files.touch(touch.getPath(), FileTime.fromMillis(millis));
                finished.setFiles(FileList.newBuilder().addFiles(stat(files, touch.getPath())));
            }
            case DIGEST -> finished.setDigest(digest(files, request.getDigest()));
            case FIND_HOME -> finished.setFiles(ToolHomes.find(request.getFindHome()));
            case EXECUTE, PACK, UNPACK, SNAPSHOT, RESTORE, ARCHIVE, EXTRACT, BODY_NOT_SET ->
                throw new FileFault("io", "This agent does not know the operation " + request.getBodyCase(), "");
        }
        return finished;
    }

    private static FileList.Builder list(WorkspaceFiles files, ListFiles list) throws IOException, FileFault {
        var selection = new FileSelection(list.getIncludesList(), list.getExcludesList(), list.getDefaultExcludes());
        int limit = list.getLimit() == 0 ? LIST_MOST : list.getLimit();
        var found = files.list(list.getDirectory(), selection, list.getDirectories(), limit);
        var result = FileList.newBuilder();
        for (var each : found) {
            var facts = facts(each.path(), each.file(), each.attributes());
            if (list.getDigests() && each.attributes().isRegularFile()) {
                facts.setDigest(ByteString.copyFrom(Digests.of(each.file())));
            }
            result.addFiles(facts);
        }
        return result;
    }

    private static FileDigest.Builder digest(WorkspaceFiles files, DigestFile digest) throws IOException, FileFault {
        var path = digest.getPath();
        var file = files.existing(path);
        if (!Files.isRegularFile(file)) {
            throw new FileFault("not-a-file", "%s is not a file".formatted(path), path);
        }
        var algorithm = switch (digest.getAlgorithm()) {
            case SHA256 -> "SHA-256";
            case SHA1 -> "SHA-1";
            case MD5 -> "MD5";
            case UNRECOGNIZED -> throw new FileFault("io", "This agent does not know the digest asked for", path);
        };
        return FileDigest.newBuilder().setDigest(ByteString.copyFrom(Digests.of(file, algorithm)));
    }

    private static FileFacts.Builder stat(WorkspaceFiles files, String path) throws IOException, FileFault {
        var attributes = files.stat(path);
        return attributes.isEmpty()
                ? FileFacts.newBuilder().setPath(path).setKind(TreeKind.MISSING)
                : facts(path, files.existing(path), attributes.get());
    }

    private static FileFacts.Builder facts(String path, Path file, BasicFileAttributes attributes) throws IOException {
        var kind = attributes.isSymbolicLink()
                ? TreeKind.LINK
                : attributes.isDirectory() ? TreeKind.FOLDER : TreeKind.REGULAR;
        return FileFacts.newBuilder()
                .setPath(path)
                .setKind(kind)
                .setSize(attributes.isRegularFile() ? Files.size(file) : 0)
                .setModifiedMillis(attributes.lastModifiedTime().toMillis())
                .setMode(FileModes.get(file));
    }
}
