package dev.millrace.evaluator.language;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls of a branch that have not returned, with what their variables hold. For the branch's own thread, and for who looks while it stands still. */
final class CallStack {
    private final List<Call> calls = new ArrayList<>();

    /** One call. Variables are numbered as {@link Watches} numbers them. */
    static final class Call {
        private final @Nullable Object self;
        private final String what;
        private final List<@Nullable Object> values = new ArrayList<>();

        private Call(@Nullable Object self, String what) {
            this.self = self;
            this.what = what;
        }

        /** Null where it has none. */
        @Nullable
        Object self() {
            return self;
        }

        /** As {@link Watches} describes it. */
        String what() {
            return what;
        }

        /** {@link Unset} where it holds nothing yet. */
        @Nullable
        Object value(int variable) {
            return variable < values.size() ? values.get(variable) : Unset.NOTHING;
        }

        private void store(int variable, @Nullable Object value) {
            while (values.size() <= variable) {
                values.add(Unset.NOTHING);
            }
            values.set(variable, value);
        }
    }

    /** What is in a variable that holds nothing yet. */
    enum Unset {
        NOTHING
    }

    void enter(@Nullable Object self, String what) {
        calls.add(new Call(self, what));
    }

    void leave() {
        calls.removeLast();
    }

    void store(int variable, @Nullable Object value) {
        calls.getLast().store(variable, value);
    }

    /** Innermost first. */
    List<Call> innermostFirst() {
        return List.copyOf(calls).reversed();
    }
}
