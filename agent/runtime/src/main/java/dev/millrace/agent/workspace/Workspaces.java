package dev.millrace.agent.workspace;

import dev.millrace.wire.proto.WorkspaceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Hands out workspaces. Safe for use by many threads. */
public final class Workspaces {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    private final Path root;
    private final boolean absoluteAllowed;
    private final Set<Path> claimed = new HashSet<>();

    private Workspaces(Path root, boolean absoluteAllowed) {
        this.root = root;
        this.absoluteAllowed = absoluteAllowed;
    }

    /**
     * Below a directory, which is made where it is not there.
     *
     * @param absoluteAllowed a custom workspace may be anywhere on the machine
     */
    public static Workspaces open(Path directory, boolean absoluteAllowed) throws IOException {
        Files.createDirectories(directory);
        return new Workspaces(directory.toRealPath(), absoluteAllowed);
    }

    /** Where they are. */
    public Path root() {
        return root;
    }

    /** Claims a directory: the key's own, or where another lease has it, {@code key@2}, {@code key@3} and so on. */
    public Workspace claim(WorkspaceRequest request) throws IOException, FileFault {
        var base = request.getCustom().isEmpty() ? keyed(request.getKey()) : custom(request.getCustom());
        Path path;
        synchronized (this) {
            path = base;
            for (int number = 2; !claimed.add(path); number++) {
                path = base.resolveSibling(base.getFileName() + "@" + number);
            }
        }
        try {
            Files.createDirectories(path);
            var workspace = new Workspace(path.toRealPath());
            if (request.getFresh()) {
                workspace.files().delete("");
            }
            return workspace;
        } catch (IOException | FileFault e) {
            synchronized (this) {
                claimed.remove(path);
            }
            throw e;
        }
    }

    /** Claims again what a lease held before the agent was restarted. */
    public Workspace reclaim(Path path) {
        synchronized (this) {
            claimed.add(path);
        }
        return new Workspace(path);
    }

    /** Another lease may have it. */
    public void release(Workspace workspace) {
        synchronized (this) {
            claimed.remove(workspace.path());
        }
    }

    private Path keyed(String key) throws FileFault {
        if (!KEY.matcher(key).matches() || key.equals(".") || key.equals("..")) {
            throw new FileFault("io", "Not a name for a workspace: '%s'".formatted(key), key);
        }
        return root.resolve(key);
    }

    private Path custom(String custom) throws FileFault {
        var path = Path.of(custom);
        if (path.isAbsolute()) {
            if (!absoluteAllowed) {
                throw new FileFault(
                        "outside-workspace",
                        "This agent allows no workspace outside %s; start it without --no-absolute-workspaces to allow %s"
                                .formatted(root, custom),
                        custom);
            }
            return path.normalize();
        }
        return RelativePath.parse(custom).below(root);
    }
}
