package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.Result;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a branch carries along; only its own thread touches it. */
public final class BranchState {
    /** Of the thread that runs pipeline code. */
    static final ScopedValue<BranchState> CURRENT = ScopedValue.newInstance();

    final PipelineRun run;
    Surroundings surroundings;
    /** The worst of what happened in the innermost open block and was not thrown. */
    Result worst = Result.SUCCESS;
    /** Variables of the environment block that is being computed; null outside of one. */
    @Nullable
    Variables computing;

    BranchState(PipelineRun run, Surroundings surroundings) {
        this.run = run;
        this.surroundings = surroundings;
    }

    void worsen(Result result) {
        worst = Results.worse(worst, result);
    }

    /** The worst of what happened in the innermost open block and was not thrown. */
    public Result worst() {
        return worst;
    }

    /** Computes something while these variables go before all others of the branch. */
    public <T> T computing(Variables variables, Supplier<T> work) {
        var outer = computing;
        computing = variables;
        try {
            return work.get();
        } finally {
            computing = outer;
        }
    }

    /** Variables by name. */
    @FunctionalInterface
    public interface Variables {
        /** The value; null if there is none of this name. */
        @Nullable
        String value(String name);
    }
}
