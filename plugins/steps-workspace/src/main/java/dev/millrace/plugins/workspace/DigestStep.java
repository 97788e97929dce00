package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.DigestAlgorithm;
import org.jspecify.annotations.Nullable;

/** {@code md5}, {@code sha1}, {@code sha256}: the digest of a file, null where there is none. */
final class DigestStep implements ActionStep {
    private final DigestAlgorithm algorithm;
    private final StepDescriptor descriptor;

    DigestStep(DigestAlgorithm algorithm) {
        this.algorithm = algorithm;
        var name = word(algorithm);
        this.descriptor = StepDescriptor.named(
                        name.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + name.substring(1))
                .summary(
                        "Returns the %s of a file in the workspace, in hexadecimal digits.".formatted(title(algorithm)))
                .category(Category.FILES)
                .positional("file", TEXT, "Path of the file, relative to the current directory.")
                .needsWorkspace()
                .recovery(Recovery.REATTACH)
                .example("def sum = %s(file: 'app.jar')"
                        .formatted(name.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + name.substring(1)))
                .build();
    }

    /** As names of steps have it. */
    static String word(DigestAlgorithm algorithm) {
        return switch (algorithm) {
            case MD5 -> "Md5";
            case SHA1 -> "Sha1";
            case SHA256 -> "Sha256";
        };
    }

    /** As people write it. */
    static String title(DigestAlgorithm algorithm) {
        return switch (algorithm) {
            case MD5 -> "MD5";
            case SHA1 -> "SHA-1";
            case SHA256 -> "SHA-256";
        };
    }

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        return of(call, call.arguments().text("file"), algorithm);
    }

    static @Nullable String of(StepCall call, String file, DigestAlgorithm algorithm)
            throws StepException, InterruptedException {
        try {
            return call.workspace().digest(file, algorithm);
        } catch (StepException e) {
            if (e.reason().equals("no-such-file") || e.reason().equals("not-a-file")) {
                return null;
            }
            throw e;
        }
    }
}
