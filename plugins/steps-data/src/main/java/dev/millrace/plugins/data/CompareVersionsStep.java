package dev.millrace.plugins.data;

import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;

/** {@code compareVersions}. */
final class CompareVersionsStep implements ActionStep {
    private final StepDescriptor descriptor = StepDescriptor.named("compareVersions")
            .summary("Compares two versions: -1 if the first is older, 0 if they are equal, 1 if it is newer.")
            .category(Category.DATA)
            .optional("v1", TEXT, "", "One version; an empty one is older than any other.")
            .optional("v2", TEXT, "", "The other version.")
            .optional("failIfEmpty", TRUTH, false, "Fail where a version is empty.")
            .recovery(Recovery.REPEAT)
            .example("if (compareVersions(v1: env.TOOL_VERSION, v2: '2.10') < 0) {\n    error 'The tool is too old'\n}")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Object run(StepCall call) throws StepException {
        var one = call.arguments().text("v1", "").strip();
        var other = call.arguments().text("v2", "").strip();
        if (call.arguments().truth("failIfEmpty") && (one.isEmpty() || other.isEmpty())) {
            throw new StepException(
                    "bad-argument", "Both versions must be given: v1 is '%s', v2 is '%s'".formatted(one, other));
        }
        return Integer.signum(Version.of(one).compareTo(Version.of(other)));
    }
}
