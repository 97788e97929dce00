package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.MAP;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.FileFacts;
import dev.millrace.api.workspace.FileSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code unarchive}: puts artifacts of this run back into the workspace. They go from the blob store to the agent, not through here. */
final class UnarchiveStep implements ActionStep {
    private static final int NAMED_AT_MOST = 5;

    private final StepDescriptor descriptor = StepDescriptor.named("unarchive")
            .summary("Puts artifacts of this run, that archiveArtifacts kept, into the workspace.")
            .category(Category.BUILD)
            .positional(
                    "mapping",
                    MAP,
                    "Directories by Ant patterns of artifacts, which keep their paths below them; or a file by the path of one artifact.")
            .needsWorkspace()
            .recovery(Recovery.REATTACH)
            .example("unarchive mapping: ['target/*.jar': 'libraries/']")
            .example("unarchive mapping: ['app.jar': 'old.jar']")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Object run(StepCall call) throws StepException, InterruptedException {
        var mapping = call.arguments().map("mapping");
        if (mapping.isEmpty()) {
            throw new StepException(
                    "bad-argument",
                    "unarchive needs a mapping, as in unarchive mapping: ['target/*.jar': 'libraries/']");
        }
        var all = call.artifacts().list().stream()
                .map(artifact -> artifact.path())
                .toList();
        var written = new ArrayList<String>();
        for (var entry : mapping.entrySet()) {
            var pattern = String.valueOf(entry.getKey());
            var target = String.valueOf(entry.getValue());
            if (all.contains(pattern)) {
                written.add(one(call, pattern, target));
            } else {
                var directory = target.isEmpty() ? "." : target;
                var found = matching(all, pattern);
                unpack(call, found.stream().collect(Collectors.toMap(path -> path, path -> path)), directory);
                found.forEach(path -> written.add(below(directory, path)));
            }
        }
        call.log("Unarchived %d file(s)".formatted(written.size()));
        return written;
    }

    /** A single artifact becomes a file of any name, or of its own name in a directory. */
    private static String one(StepCall call, String path, String target) throws StepException, InterruptedException {
        var name = path.substring(path.lastIndexOf('/') + 1);
        var directory = target.isEmpty()
                || target.endsWith("/")
                || call.workspace().stat(target).map(FileFacts::directory).orElse(false);
        var file = directory ? below(target, name) : target;
        int slash = file.lastIndexOf('/');
        var above = slash < 0 ? "." : slash == 0 ? "/" : file.substring(0, slash);
        unpack(call, Map.of(path, file.substring(slash + 1)), above);
        return file;
    }

    private static void unpack(StepCall call, Map<String, String> paths, String directory)
            throws StepException, InterruptedException {
        call.workspace()
                .unpack(call.artifacts().tree(new LinkedHashMap<>(paths)).digest(), directory);
    }

    private static List<String> matching(List<String> all, String patterns) throws StepException {
        var compiled = FileSet.of(patterns, "", false).includes().stream()
                .map(pattern -> AntPattern.compile(pattern, 0))
                .toList();
        var found = all.stream()
                .filter(path -> compiled.stream()
                        .anyMatch(pattern -> pattern.matcher(path).matches()))
                .toList();
        if (found.isEmpty()) {
            throw new StepException(
                    "no-such-artifact",
                    "No artifact of this run matches '%s'. %s"
                            .formatted(
                                    patterns,
                                    all.isEmpty()
                                            ? "It has none: archiveArtifacts has to come before"
                                            : "It has " + some(all)));
        }
        return found;
    }

    private static String some(List<String> all) {
        var first = String.join(", ", all.subList(0, Math.min(all.size(), NAMED_AT_MOST)));
        return all.size() > NAMED_AT_MOST ? first + " and %d more".formatted(all.size() - NAMED_AT_MOST) : first;
    }

    private static String below(String directory, String path) {
        return directory.isEmpty() || directory.equals(".")
                ? path
                : directory.endsWith("/") ? directory + path : directory + "/" + path;
    }
}
