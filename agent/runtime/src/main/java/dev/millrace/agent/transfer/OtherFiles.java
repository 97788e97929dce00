package dev.millrace.agent.transfer;

import dev.millrace.agent.workspace.FileFault;
import dev.millrace.agent.workspace.FileSelection;
import dev.millrace.agent.workspace.FoundFile;
import dev.millrace.agent.workspace.WorkspaceFiles;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/** What a directory has and a tree has not. */
final class OtherFiles {
    private static final int MOST_FILES = 1_000_000;

    private OtherFiles() {}

    static void remove(WorkspaceFiles files, String directory, Tree tree) throws IOException, FileFault {
        var kinds = new HashMap<String, TreeEntry.Kind>();
        var directories = new HashSet<String>();
        for (var entry : tree.getEntriesList()) {
            kinds.put(entry.getPath(), entry.getKind());
            var path = entry.getPath();
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                directories.add(path.substring(0, slash));
            }
        }
        var removed = "";
        for (var found : files.list(directory, FileSelection.everything(), true, MOST_FILES)) {
            if (!removed.isEmpty() && found.path().startsWith(removed + "/")) {
                continue;
            }
            if (!fits(found, kinds.get(found.path()), directories.contains(found.path()))) {
                removed = found.path();
                files.delete(directory.isEmpty() ? removed : directory + "/" + removed);
            }
        }
    }

    private static boolean fits(FoundFile found, TreeEntry.@Nullable Kind kind, boolean directory) {
        if (found.attributes().isDirectory()) {
            return directory || kind == TreeEntry.Kind.DIRECTORY;
        }
        return kind == (found.attributes().isSymbolicLink() ? TreeEntry.Kind.SYMLINK : TreeEntry.Kind.FILE);
    }
}
