package dev.millrace.controller.rehearsal;

import dev.millrace.api.step.StepException;
import java.util.ArrayDeque;

/**
 * Paths as a call sees them.
 *
 * @param workspace absolute
 * @param directory of the call: below the workspace, or absolute; empty: its top
 */
record SimulatedPaths(String workspace, String directory) {
    /** The current directory. */
    String absolute() {
        return directory.isEmpty() ? workspace : absolute(directory) ? directory : workspace + "/" + directory;
    }

    /** From the top of the workspace, without {@code .} and {@code ..}; what lies outside keeps its absolute path. */
    String resolve(String path) throws StepException {
        var whole = absolute(path) ? path : directory.isEmpty() ? path : directory + "/" + path;
        var outside = absolute(whole) && !(whole + "/").startsWith(workspace + "/");
        if (absolute(whole) && !outside) {
            whole = whole.substring(Math.min(whole.length(), workspace.length() + 1));
        }
        var names = new ArrayDeque<String>();
        for (var name : whole.split("/", -1)) {
            if (name.equals("..")) {
                if (names.pollLast() == null) {
                    throw new StepException("outside-workspace", path + " leads out of the workspace");
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return (outside ? "/" : "") + String.join("/", names);
    }

    private static boolean absolute(String path) {
        return path.startsWith("/");
    }
}
