/**
 * What an agent holds for the controller, on disk: one directory per lease, below it one per operation. It survives the agent's death; it is removed when the
 * controller has acknowledged an operation, or when a lease ends.
 *
 * <p>Beside the directories a log holds what outlives the machine too: leases before they are accepted, and how operations ended, with their output,
 * before that is told. All that is put into it at one time waits for the disk once.
 *
 * <p>Invariants: no secret is written here (the request is stored without them, output arrives masked); a file appears whole or not at all, except
 * output and the log, which grow. Directories have mode 0700.
 */
@NullMarked
package dev.millrace.agent.spool;

import org.jspecify.annotations.NullMarked;
