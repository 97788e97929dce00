package dev.millrace.controller.execution;

import dev.millrace.api.step.RunFacts;
import dev.millrace.controller.execution.Evaluators.Domain;
import dev.millrace.controller.run.Run;
import dev.millrace.wire.proto.Start;
import java.util.Map;

/**
 * What is fixed about a run when its program begins.
 *
 * @param run as it was then
 * @param facts as plugins see them
 * @param environment of all its processes
 * @param start what the evaluator is told
 * @param title for people: {@code shop/main #12}
 */
record RunBrief(Run run, RunFacts facts, Map<String, String> environment, Start start, String title) {
    Domain domain() {
        return new Domain(run.organization().value(), run.trust());
    }
}
