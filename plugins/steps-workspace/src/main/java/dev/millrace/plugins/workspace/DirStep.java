package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.BlockScope;
import dev.millrace.api.step.BlockStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import java.util.regex.Pattern;

/** {@code dir}: its body works in another directory of the workspace. The directory is made when something is put into it. */
final class DirStep implements BlockStep {
    private static final Pattern ABSOLUTE = Pattern.compile("[/\\\\].*|[A-Za-z]:[/\\\\].*", Pattern.DOTALL);

    private final StepDescriptor descriptor = StepDescriptor.named("dir")
            .summary("Changes the current directory for the steps in its body.")
            .category(Category.FILES)
            .positional("path", TEXT, "Directory, relative to the current one; it must be in the workspace.")
            .needsWorkspace()
            .recovery(Recovery.REPEAT)
            .example("dir('module') {\n    sh 'make'\n}")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public BlockScope open(StepCall call) throws StepException {
        var workspace = call.workspace();
        var directory = join(workspace.directory(), call.arguments().text("path"), workspace.isUnix() ? '/' : '\\');
        call.log("Running in " + directory);
        return BlockScope.inDirectory(directory);
    }

    private static String join(String current, String path, char separator) {
        if (path.isEmpty() || path.equals(".")) {
            return current;
        }
        return ABSOLUTE.matcher(path).matches()
                ? path
                : current + separator + (separator == '/' ? path : path.replace('/', separator));
    }
}
