package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.Result;
import java.util.Map;
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
    /** What was told of the innermost open block. */
    final Told told = new Told();
    /** Variables of the environment block that is being computed; null outside of one. */
    @Nullable
    Variables computing;

    /** Calls that it is in, where the program is looked at. */
    final CallStack calls = new CallStack();

    private Dialect.@Nullable Place place;

    BranchState(PipelineRun run, Surroundings surroundings) {
        this.run = run;
        this.surroundings = surroundings;
    }

    /** A branch of another one, which begins where that one stands. */
    BranchState(BranchState parent) {
        this(parent.run, parent.surroundings);
        this.place = parent.place;
    }

    /** Where in a dialect's statement the branch stands; null outside of one. */
    public Dialect.@Nullable Place place() {
        return place;
    }

    /** Does something while the branch stands there. */
    public <T extends @Nullable Object> T at(Dialect.Place there, Supplier<T> work) {
        var outer = place;
        place = there;
        try {
            return work.get();
        } finally {
            place = outer;
        }
    }

    void worsen(Result result) {
        worst = Results.worse(worst, result);
    }

    /** The worst of what happened in the innermost open block and was not thrown. */
    public Result worst() {
        return worst;
    }

    /** Keeps a fact about what was decided in the innermost open block, for whoever asks later why. */
    public void tell(String name, Map<String, Object> fact) {
        told.add(name, fact);
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
    public interface Variables {
        /** The value; null if there is none of this name. */
        @Nullable
        String value(String name);

        /** True if a name that means nothing at all is null here, not a mistake. */
        boolean mayBeUndefined(String name);
    }
}
