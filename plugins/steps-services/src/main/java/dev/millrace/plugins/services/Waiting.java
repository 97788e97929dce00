package dev.millrace.plugins.services;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.BlockScope;
import dev.millrace.api.step.BlockStep;
import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptorBuilder;
import dev.millrace.api.step.StepException;

/** Steps that wait for their provider. The engine refuses a run that reaches one; so does the step itself. */
final class Waiting {
    private Waiting() {}

    static Step step(StepDescriptorBuilder described) {
        return new Action(described.build());
    }

    static Step block(StepDescriptorBuilder described) {
        return new Block(described.build());
    }

    private static StepException refusal(StepDescriptor descriptor) {
        return new StepException(
                "no-provider",
                descriptor.name() + " needs " + descriptor.provider().orElseThrow());
    }

    private record Action(StepDescriptor descriptor) implements ActionStep {
        @Override
        public Object run(StepCall call) throws StepException {
            throw refusal(descriptor);
        }
    }

    private record Block(StepDescriptor descriptor) implements BlockStep {
        @Override
        public BlockScope open(StepCall call) throws StepException {
            throw refusal(descriptor);
        }
    }
}
