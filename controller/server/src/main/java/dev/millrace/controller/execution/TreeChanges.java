package dev.millrace.controller.execution;

import com.google.protobuf.ByteString;
import dev.millrace.api.report.Change;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is different between two trees of files. Pure. */
final class TreeChanges {
    /** Paths that are told. */
    static final int MOST = 10_000;

    private TreeChanges() {}

    /** Paths that were added, changed or deleted, in the order of the trees; at most one more than {@link #MOST}. */
    static List<Change.Path> between(Tree before, Tree now) {
        var old = new HashMap<String, ByteString>();
        before.getEntriesList().forEach(entry -> old.put(entry.getPath(), content(entry)));
        var changed = new ArrayList<Change.Path>();
        for (var entry : now.getEntriesList()) {
            var was = old.remove(entry.getPath());
            if (entry.getKind() == TreeEntry.Kind.DIRECTORY || content(entry).equals(was)) {
                continue;
            }
            changed.add(new Change.Path(entry.getPath(), was == null ? Change.Edit.ADD : Change.Edit.EDIT));
        }
        deleted(before, old).forEach(path -> changed.add(new Change.Path(path, Change.Edit.DELETE)));
        return changed.size() > MOST ? changed.subList(0, MOST + 1) : changed;
    }

    private static List<String> deleted(Tree before, Map<String, ByteString> left) {
        return before.getEntriesList().stream()
                .filter(entry -> entry.getKind() != TreeEntry.Kind.DIRECTORY && left.containsKey(entry.getPath()))
                .map(TreeEntry::getPath)
                .toList();
    }

    private static ByteString content(TreeEntry entry) {
        return switch (entry.getKind()) {
            case FILE -> entry.getDigest();
            case SYMLINK -> ByteString.copyFromUtf8("-> " + entry.getTarget());
            case DIRECTORY, UNRECOGNIZED -> ByteString.EMPTY;
        };
    }
}
