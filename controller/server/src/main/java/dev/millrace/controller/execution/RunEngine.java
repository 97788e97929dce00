package dev.millrace.controller.execution;

import dev.millrace.controller.artifact.RunFiles;
import dev.millrace.controller.evaluator.Evaluators;
import dev.millrace.controller.log.RunLogs;
import dev.millrace.controller.queue.WaitReasons;
import dev.millrace.controller.run.RunLedger;
import dev.millrace.controller.run.Runs;
import dev.millrace.controller.source.LibraryTrees;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What all runs share.
 *
 * @param runs reads runs
 * @param ledger writes them
 * @param briefs tells what is fixed about them
 * @param journal their entries
 * @param logs their logs
 * @param evaluators run their programs
 * @param steps do their steps
 * @param trees files of libraries that they load
 * @param nodes ask for their jobs
 * @param locks give them what only one may have
 * @param reasons keep why those waited
 * @param workspaces keep and restore what is in them
 * @param files that runs leave behind
 * @param admission says how many of them begin
 * @param turns say which of them may begin
 * @param forks that edited ones begin with
 * @param timers wake them
 * @param clock tells the time
 * @param executor gives a thread of its own to each action; virtual threads do
 * @param abortGrace how long a program may take to end when it is aborted
 * @param restAfter how long a program waits in its evaluator before it leaves
 */
record RunEngine(
        Runs runs,
        RunLedger ledger,
        RunBriefs briefs,
        Journal journal,
        RunLogs logs,
        Evaluators evaluators,
        LiveSteps steps,
        LibraryTrees trees,
        Nodes nodes,
        LockDoors locks,
        WaitReasons reasons,
        Workspaces workspaces,
        RunFiles files,
        Admission admission,
        Turns turns,
        Forks forks,
        Timers timers,
        InstantSource clock,
        Executor executor,
        Duration abortGrace,
        Duration restAfter) {}
