package dev.millrace.controller.execution;

import dev.millrace.api.step.StepException;
import java.util.ArrayDeque;

/** Paths of a call, as an agent takes them: relative to the top of the workspace, without {@code .} and {@code ..}. */
final class WorkspacePath {
    private WorkspacePath() {}

    /**
     * A path as seen from a directory.
     *
     * @param workspace absolute
     * @param directory below the workspace, or absolute
     * @param path relative to the directory, or absolute
     * @return empty for the top of the workspace; absolute, as given, where it lies outside of it
     * @throws StepException where {@code ..} leads out of the workspace
     */
    static String resolve(String workspace, String directory, String path) throws StepException {
        var whole = absolute(path) ? path : directory.isEmpty() ? path : directory + "/" + path;
        if (absolute(whole)) {
            if (!(whole + "/").startsWith(workspace + "/")) {
                return whole;
            }
            whole = whole.substring(Math.min(whole.length(), workspace.length() + 1));
        }
        var names = new ArrayDeque<String>();
        for (var name : whole.split("/", -1)) {
            if (name.equals("..")) {
                if (names.pollLast() == null) {
                    throw new StepException(
                            "outside-workspace", "%s leads out of the workspace: stay below it".formatted(path));
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return String.join("/", names);
    }

    static boolean absolute(String path) {
        return path.startsWith("/") || path.matches("[A-Za-z]:[/\\\\].*");
    }
}
