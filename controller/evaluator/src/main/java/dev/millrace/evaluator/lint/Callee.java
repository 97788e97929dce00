package dev.millrace.evaluator.lint;

import dev.millrace.wire.proto.CallFound.Kind;
import dev.millrace.wire.proto.StepDescription;
import java.util.Optional;

/**
 * What a name that is called stands for.
 *
 * @param kind what
 * @param step the step, of {@link Kind#STEP} and {@link Kind#SERVICE}
 * @param plugin id of the Jenkins plugin, of {@link Kind#FOREIGN}; else empty
 */
record Callee(Kind kind, Optional<StepDescription> step, String plugin) {}
