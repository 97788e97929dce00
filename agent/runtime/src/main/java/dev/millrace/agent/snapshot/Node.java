package dev.millrace.agent.snapshot;

import dev.millrace.agent.posix.Stat;
import dev.millrace.agent.posix.Time;
import dev.millrace.wire.proto.TreeEntry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One entry of a state.
 *
 * @param kind of what it is
 * @param path below the workspace
 * @param mode permission bits; 0 of a link
 * @param modified of a file or link; of a directory the epoch
 * @param content of a file
 * @param target of a link
 */
record Node(TreeEntry.Kind kind, String path, int mode, Time modified, Content content, String target) {
    static final Time NEVER = new Time(0, 0);

    static Node directory(String path, Stat stat) {
        return new Node(TreeEntry.Kind.DIRECTORY, path, stat.mode() & 0777, NEVER, Content.NONE, "");
    }

    static Node link(String path, Stat stat, String target) {
        return new Node(TreeEntry.Kind.SYMLINK, path, 0, stat.modified(), Content.NONE, target);
    }

    static Node file(String path, Stat stat, Content content) {
        return new Node(TreeEntry.Kind.FILE, path, stat.mode() & 0777, stat.modified(), content, "");
    }

    boolean isDirectory() {
        return kind == TreeEntry.Kind.DIRECTORY;
    }

    boolean isFile() {
        return kind == TreeEntry.Kind.FILE;
    }

    /** A directory comes right before what is in it. */
    int compare(String other, boolean otherIsDirectory) {
        return compare(path, isDirectory(), other, otherIsDirectory);
    }

    static int compare(String one, boolean oneIsDirectory, String other, boolean otherIsDirectory) {
        return Arrays.compareUnsigned(key(one, oneIsDirectory), key(other, otherIsDirectory));
    }

    private static byte[] key(String path, boolean directory) {
        return (directory ? path + "/" : path).getBytes(StandardCharsets.UTF_8);
    }
}
