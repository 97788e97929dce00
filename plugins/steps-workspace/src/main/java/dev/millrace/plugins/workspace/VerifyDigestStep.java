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

/** {@code verifyMd5}, {@code verifySha1}, {@code verifySha256}: fails where a file is not what it should be. */
final class VerifyDigestStep implements ActionStep {
    private final DigestAlgorithm algorithm;
    private final StepDescriptor descriptor;

    VerifyDigestStep(DigestAlgorithm algorithm) {
        this.algorithm = algorithm;
        var name = "verify" + DigestStep.word(algorithm);
        this.descriptor = StepDescriptor.named(name)
                .summary(
                        "Fails unless a file in the workspace has the %s given.".formatted(DigestStep.title(algorithm)))
                .category(Category.FILES)
                .required("file", TEXT, "Path of the file, relative to the current directory.")
                .required("hash", TEXT, "What its digest must be, in hexadecimal digits.")
                .needsWorkspace()
                .recovery(Recovery.REATTACH)
                .example("%s file: 'app.jar', hash: params.SUM".formatted(name))
                .build();
    }

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var file = call.arguments().text("file");
        var expected = call.arguments().text("hash").strip();
        var found = DigestStep.of(call, file, algorithm);
        if (found == null) {
            throw new StepException("no-such-file", "File not found: " + file);
        }
        if (!found.equalsIgnoreCase(expected)) {
            throw new StepException(
                    "digest",
                    "%s hash mismatch: expected: '%s', actual: '%s'"
                            .formatted(DigestStep.title(algorithm), expected, found));
        }
        return null;
    }
}
