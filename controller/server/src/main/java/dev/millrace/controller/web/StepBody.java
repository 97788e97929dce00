package dev.millrace.controller.web;

import dev.millrace.wire.proto.StepDescription;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A step that pipelines can call.
 *
 * @param plugin that brings it; empty: the engine itself
 * @param category where documentation lists it
 * @param provider with one it does nothing until that is there; empty: it needs none
 * @param symbols its other names, for {@code $class}
 * @param recovery what becomes of a call that a crash of the controller interrupted; null: the engine itself goes on with it
 */
@Schema(name = "Step")
record StepBody(
        String name,
        String plugin,
        String summary,
        boolean block,
        boolean needsWorkspace,
        List<ParameterBody> parameters,
        List<String> examples,
        String category,
        String provider,
        List<String> symbols,
        @Nullable Recovery recovery) {
    /** Of the engine's own. */
    private static final String ENGINE = "engine";

    /** What becomes of a call that a crash of the controller interrupted. */
    enum Recovery {
        /** It goes on with what it began on the agent. */
        REATTACH,
        /** It is done again. */
        REPEAT,
        /** It fails as interrupted. */
        FAIL
    }

    static StepBody of(StepDescription step) {
        return new StepBody(
                step.getName(),
                step.getPlugin(),
                step.getSummary(),
                step.getBlock(),
                step.getNeedsNode(),
                step.getParametersList().stream().map(ParameterBody::of).toList(),
                step.getExamplesList(),
                step.getCategory().isEmpty() ? ENGINE : step.getCategory().toLowerCase(Locale.ROOT),
                step.getProvider(),
                step.getSymbolsList(),
                switch (step.getRecovery()) {
                    case REATTACH -> Recovery.REATTACH;
                    case REPEAT -> Recovery.REPEAT;
                    case FAIL -> Recovery.FAIL;
                    case UNSAID, UNRECOGNIZED -> null;
                });
    }
}
