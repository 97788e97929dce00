package dev.millrace.agent.work;

import dev.millrace.agent.workspace.FileFault;
import dev.millrace.wire.proto.FileFacts;
import dev.millrace.wire.proto.FileList;
import dev.millrace.wire.proto.FindHome;
import dev.millrace.wire.proto.TreeKind;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Looks whether homes of tools are there. They are outside of every workspace, so that nothing of them is told but the kind of file. */
final class ToolHomes {
    private static final int MOST_FILES = 20;

    private ToolHomes() {}

    static FileList.Builder find(FindHome request) throws FileFault {
        var given = request.getDirectory();
        if (request.getFilesCount() > MOST_FILES) {
            throw new FileFault("io", "At most %d files of a home are looked for".formatted(MOST_FILES), given);
        }
        var home = path(given);
        if (!home.isAbsolute()) {
            throw new FileFault("io", "The home of a tool is an absolute path, not '%s'".formatted(given), given);
        }
        var found = FileList.newBuilder().addFiles(facts(given, home));
        for (var file : request.getFilesList()) {
            var below = home.resolve(path(file)).normalize();
            if (!below.startsWith(home.normalize())) {
                throw new FileFault("io", "'%s' is not below the home of a tool".formatted(file), file);
            }
            found.addFiles(facts(file, below));
        }
        return found;
    }

    private static Path path(String text) throws FileFault {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new FileFault("io", "Not a path: '%s'".formatted(text), text);
        }
    }

    private static FileFacts.Builder facts(String path, Path file) {
        var kind = Files.isDirectory(file) ? TreeKind.FOLDER : Files.exists(file) ? TreeKind.REGULAR : TreeKind.MISSING;
        return FileFacts.newBuilder().setPath(path).setKind(kind);
    }
}
