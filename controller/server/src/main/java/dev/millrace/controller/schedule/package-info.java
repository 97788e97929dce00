/**
 * Pure decisions: who is next, and where. Invariant: no clock, random, thread, SQL or socket; the same input gives the same answer.
 *
 * <p>{@code Scheduler} is the door. {@code Entry} holds back who may not stand in line yet, {@code Lines} keeps the order (shape, organization,
 * project, lane), {@code Accounts} the shares, {@code Board} which agents have room for what, {@code Gates} throttles and locks, {@code Holds} keeps
 * agents free for large jobs, {@code Choice} picks the agent.
 */
@NullMarked
package dev.millrace.controller.schedule;

import org.jspecify.annotations.NullMarked;
