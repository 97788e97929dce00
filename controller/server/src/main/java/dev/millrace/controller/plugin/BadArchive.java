package dev.millrace.controller.plugin;

import dev.millrace.controller.base.Problem;
import java.nio.file.Path;

/** A file is no plugin archive that can be read. */
final class BadArchive extends Exception {
    private final Problem problem;

    BadArchive(Path file, String message, String hint) {
        super(message);
        this.problem = new Problem(file.getFileName().toString(), 0, 0, message, hint);
    }

    Problem problem() {
        return problem;
    }
}
