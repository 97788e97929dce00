/**
 * Where a job's processes run. A provider is part of the agent; what a plugin contributes is a typed request. Invariant: a demand that a provider cannot
 * meet is refused, never pretended.
 */
@NullMarked
package dev.millrace.agent.sandbox;

import org.jspecify.annotations.NullMarked;
