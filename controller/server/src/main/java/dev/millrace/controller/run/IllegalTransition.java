package dev.millrace.controller.run;

/** Something happened to a run that cannot happen in the state in which it is. */
public final class IllegalTransition extends IllegalStateException {
    /** Between a state and an event. */
    public IllegalTransition(RunState state, RunEvent event) {
        super("%s cannot happen to a run that is %s".formatted(event, state));
    }
}
