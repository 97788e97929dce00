/**
 * Directories in which jobs work, and the only way by which the agent's own operations touch files in them.
 *
 * <p>Invariants: a workspace serves one lease at a time; a path that is asked for stays below it: names are checked, links are resolved and must lead
 * back inside, and the last step is taken on the resolved path without following a link. What remains is a race: a process of the job may swap a
 * directory for a link between check and use. It runs as the same user as the agent in the process sandbox and so gains nothing that it does not
 * have; sandboxes with users of their own must run these operations with the job's rights.
 */
@NullMarked
package dev.millrace.agent.workspace;

import org.jspecify.annotations.NullMarked;
