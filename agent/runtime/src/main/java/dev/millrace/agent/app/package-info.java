/** Composition root of the agent program: arguments, logging, start and stop. Nobody imports it. */
@NullMarked
package dev.millrace.agent.app;

import org.jspecify.annotations.NullMarked;
