package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Value;

/**
 * What a step that was asked gave back.
 *
 * @param step its id; of an open block if it was one
 * @param value its outcome
 */
public record Answer(int step, Value value) {}
