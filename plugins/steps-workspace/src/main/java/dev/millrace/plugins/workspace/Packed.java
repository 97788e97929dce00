package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepDescriptorBuilder;
import dev.millrace.api.step.StepException;

/** What {@code zip}, {@code tar}, {@code unzip} and {@code untar} have in common. */
enum Packed {
    ZIP("zipFile"),
    TAR("file");

    private final String parameter;

    Packed(String parameter) {
        this.parameter = parameter;
    }

    /** Adds what all of them take and are. */
    static StepDescriptorBuilder described(StepDescriptorBuilder named, String done, String directory) {
        return named.category(Category.FILES)
                .optional("dir", TEXT, "", "Directory %s; left out it is the current one.".formatted(directory))
                .optional(
                        "glob",
                        TEXT,
                        "",
                        "Ant patterns of the files to %s, separated by commas; all without any.".formatted(done))
                .needsWorkspace()
                .recovery(Recovery.REATTACH);
    }

    /** Adds the parameter that names the archive. */
    StepDescriptorBuilder file(StepDescriptorBuilder named, String help) {
        return named.positional(parameter, TEXT, help + ", relative to the current directory.");
    }

    /** Path of the archive. */
    String file(StepCall call, String step) throws StepException {
        var file = call.arguments().text(parameter);
        if (file.isBlank()) {
            throw new StepException("bad-argument", "%s needs the name of the file".formatted(step));
        }
        return file;
    }

    /** A path as people see it in the log: absolute. */
    static String here(StepCall call, String path) throws StepException {
        var directory = call.workspace().directory();
        return path.isEmpty() ? directory : path.startsWith("/") ? path : directory + "/" + path;
    }
}
