package dev.millrace.api.step;

import org.jspecify.annotations.Nullable;

/** A step that does something and has a result. */
public non-sealed interface ActionStep extends Step {
    /**
     * Does it, on a virtual thread of its own; blocking is fine.
     *
     * @param call arguments that fit the descriptor, and what surrounds the call
     * @return null, Boolean, Integer, Long, BigInteger, Double, BigDecimal, String, byte[], or a List, Map (with String keys) or {@link Described} of these
     * @throws StepException the step failed; pipeline code can catch it
     * @throws InterruptedException the step is aborted; pass it on
     */
    @Nullable
    Object run(StepCall call) throws StepException, InterruptedException;
}
