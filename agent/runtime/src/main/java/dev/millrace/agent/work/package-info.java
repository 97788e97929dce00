/**
 * Leases and their operations, from grant to end. The controller's messages come in on the link's thread, the supervisor's reports on another; operations
 * run on virtual threads.
 *
 * <p>Invariants: an operation of a known name is attached to, never begun again; a lease that is ending takes no operation; a lease's directory
 * structure on disk is enough to go on after a restart; a lost supervisor loses its leases.
 */
@NullMarked
package dev.millrace.agent.work;

import org.jspecify.annotations.NullMarked;
