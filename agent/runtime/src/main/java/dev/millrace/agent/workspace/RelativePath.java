package dev.millrace.agent.workspace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A path as the controller names it: '/' between names, none of them empty, '.' or '..'. Empty is the top.
 *
 * @param names from the top down
 */
public record RelativePath(List<String> names) {
    public RelativePath {
        names = List.copyOf(names);
    }

    /** Takes a path apart; '.' and doubled slashes are forgiven, everything that leads up or away is not. */
    public static RelativePath parse(String path) throws FileFault {
        if (path.startsWith("/") || path.indexOf('\0') >= 0 || (windows() && path.indexOf('\\') >= 0)) {
            throw outside(path);
        }
        var names = new ArrayList<String>();
        for (var name : path.split("/", -1)) {
            if (name.equals("..") || (windows() && name.contains(":"))) {
                throw outside(path);
            }
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return new RelativePath(names);
    }

    private static boolean windows() {
        return java.io.File.separatorChar == '\\';
    }

    static FileFault outside(String path) {
        return new FileFault("outside-workspace", "%s leads outside the workspace".formatted(path), path);
    }

    /**
     * Where a symbolic link may lead: relative, as many steps up as the link is deep, then down. Gives the target, if it stays inside.
     *
     * @param link path of the link, as {@link #parse} takes it
     */
    public static String linkTarget(String link, String target) throws FileFault {
        int depth = (int) link.chars().filter(c -> c == '/').count();
        boolean down = false;
        for (var name : target.split("/", -1)) {
            if (name.equals("..")) {
                depth--;
                if (down || depth < 0) {
                    throw leadsAway(link, target);
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                down = true;
            }
        }
        if (target.isEmpty() || target.startsWith("/") || target.indexOf('\0') >= 0) {
            throw leadsAway(link, target);
        }
        return target;
    }

    private static FileFault leadsAway(String link, String target) {
        return new FileFault(
                "outside-workspace",
                "The link %s leads to %s, which is not surely inside; exclude it".formatted(link, target),
                link);
    }

    /** Below a directory, links not looked at. */
    public Path below(Path directory) {
        var path = directory;
        for (var name : names) {
            path = path.resolve(name);
        }
        return path;
    }

    @Override
    public String toString() {
        return String.join("/", names);
    }
}
