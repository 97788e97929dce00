package com.example.greeter;

import dev.millrace.api.step.BlockScope;
import dev.millrace.api.step.BlockStep;
import dev.millrace.api.step.Parameter;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code withManners}: a block. The steps in its body see another variable. */
final class WithMannersStep implements BlockStep {
    @Override
    public StepDescriptor descriptor() {
        return new StepDescriptor(
                "withManners",
                Set.of(),
                "Changes how the steps in its body greet.",
                List.of(new Parameter(
                        "manners",
                        Parameter.Type.CHOICE,
                        true,
                        true,
                        "How to greet.",
                        List.of("formal", "casual"),
                        java.util.Optional.empty())),
                false,
                StepDescriptor.Recovery.REPEAT,
                List.of("withManners('formal') {\n    greet 'Ada'\n}"));
    }

    @Override
    public BlockScope open(StepCall call) {
        var word = call.arguments().text("manners").equals("formal") ? "Good day" : "Hi";
        return BlockScope.withEnvironment(Map.of("GREETING", word));
    }
}
