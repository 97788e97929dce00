/**
 * The parent of all processes of an agent's jobs: a small JVM of its own that outlives the agent. The agent talks to it over a unix domain socket in
 * a directory of mode 0700, to which only processes of the same user are let in.
 *
 * <p>Invariants: an operation's directory decides whether it was ever started (its {@code started} file is made before the process), so asking again
 * never starts twice; what is written to disk has its secrets already masked; a lease's processes are dead soon after its deadline on the boot-time
 * clock, whatever the agent does; a process is known by its ancestry, its session, or the {@code MILLRACE_COOKIE} in its environment.
 *
 * <p>Conversation: the supervisor opens with {@link Report.Attached}, naming what runs and which leases it keeps. Then orders and reports, in any
 * order. The newest connection is the agent; an older one is closed. Every order may be repeated.
 */
@NullMarked
package dev.millrace.agent.supervisor;

import org.jspecify.annotations.NullMarked;
