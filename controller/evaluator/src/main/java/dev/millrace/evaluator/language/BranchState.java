package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.Result;
import org.jspecify.annotations.Nullable;

/** What a branch carries along; only its own thread touches it. */
final class BranchState {
    /** Of the thread that runs pipeline code. */
    static final ScopedValue<BranchState> CURRENT = ScopedValue.newInstance();

    final PipelineRun run;
    Surroundings surroundings;
    /** The worst of what happened in the innermost open block and was not thrown. */
    Result worst = Result.SUCCESS;
    /** Of the environment block that is being computed. */
    @Nullable
    Resolver resolver;

    BranchState(PipelineRun run, Surroundings surroundings) {
        this.run = run;
        this.surroundings = surroundings;
    }

    void worsen(Result result) {
        worst = Results.worse(worst, result);
    }
}
