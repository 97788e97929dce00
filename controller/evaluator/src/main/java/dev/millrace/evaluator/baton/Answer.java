package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Value;

/**
 * What a step that was asked gave back.
 *
 * @param step its id; of an open block if it was one
 * @param value its outcome
 * @param worsened the run is at least this bad from here on
 */
public record Answer(int step, Value value, Result worsened) {}
