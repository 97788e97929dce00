/**
 * Agents: identity, capacity, health, drain. Invariant: what an agent may do follows from its record here, not from what it says.
 */
@NullMarked
package dev.millrace.controller.fleet;

import org.jspecify.annotations.NullMarked;
