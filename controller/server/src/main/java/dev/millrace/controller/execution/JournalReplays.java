package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.execution.Restarts.GapStep;
import dev.millrace.controller.restart.Fork;
import dev.millrace.controller.restart.Grafts;
import dev.millrace.controller.run.Attempts;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.trigger.Cause;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Probed;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Replays from journals. */
final class JournalReplays implements Replays {
    private final RunEngine engine;
    private final Attempts attempts;
    private final Executions executions;
    private final Programs programs;
    private final Probing probing;
    private final PastRuns past;

    JournalReplays(RunEngine engine, Attempts attempts, Executions executions, Programs programs, Probing probing) {
        this.engine = engine;
        this.attempts = attempts;
        this.executions = executions;
        this.programs = programs;
        this.probing = probing;
        this.past = new PastRuns(engine.runs());
    }

    @Override
    public Plan plan(RunId run, String source) {
        return plan(graft(past.ended(run), source, Set.of()));
    }

    @Override
    public RunId replay(RunId run, String source, boolean rerunGap, String by) {
        var ended = past.ended(run);
        var graft = graft(ended, source, Set.of());
        var plan = plan(graft);
        if (plan.differences().isEmpty()) {
            throw new UserError(
                    UserError.Kind.CONFLICT,
                    "Nothing that ran in run %s differs from the edited pipeline".formatted(run),
                    "To do it again as it is: millrace restart, or a new run");
        }
        var place = place(ended, plan.differences().getFirst());
        if (!graft.gap().isEmpty() && rerunGap) {
            graft = graft(ended, source, graft.gap().stream().map(GapStep::step).collect(Collectors.toSet()));
        }
        if (!graft.gap().isEmpty()) {
            throw PastRuns.gap(place, graft.gap(), "Have them run again: --rerun-gap");
        }
        var next = attempts.again(
                ended,
                Set.of(),
                Optional.of(new Attempts.Edit(source, engine.forks().keep(graft.fork()))),
                new Cause.Edited(by, place));
        executions.advance(next);
        return next;
    }

    private static String place(Run run, Difference first) {
        var file = first.file().isEmpty() ? run.file() : first.file();
        return first.line() > 0 ? "%s:%d".formatted(file, first.line()) : first.actual();
    }

    /** {@code positions}: of the entries that the program was shown, among all of the journal. */
    private record Graft(Probed said, Fork fork, List<GapStep> gap, List<Integer> positions) {
        int position(long shown) {
            return shown == 0 ? 0 : positions.get(Math.toIntExact(shown - 1));
        }
    }

    private static Plan plan(Graft graft) {
        var kept = graft.said().getEntriesList().stream()
                .filter(entry -> entry.getKept() > 0)
                .count();
        return new Plan(
                graft.said().getDifferencesList().stream()
                        .map(difference -> new Difference(
                                graft.position(difference.getPosition()),
                                difference.getFile(),
                                difference.getLine(),
                                difference.getExpected(),
                                difference.getActual()))
                        .toList(),
                Math.toIntExact(kept),
                graft.gap());
    }

    private Graft graft(Run ended, String source, Set<Integer> again) {
        try {
            var problems = programs.examine(ended.file(), source).problems();
            if (!problems.isEmpty()) {
                throw new UserError(
                        UserError.Kind.INVALID,
                        "The edited pipeline has %s".formatted(problems.size() == 1 ? "a mistake" : "mistakes"),
                        "Nothing was run",
                        problems);
            }
            var all = engine.journal().load(ended.id());
            var positions = IntStream.rangeClosed(1, all.size())
                    .filter(position -> shown(all.get(position - 1)))
                    .boxed()
                    .toList();
            var journal = all.stream().filter(JournalReplays::shown).toList();
            var said = probing.graft(
                    engine.briefs().of(ended, source), Semantics.pinned(all).orElse(Semantics.NEWEST), journal, again);
            if (said.hasEnded()) {
                throw new UserError(
                        UserError.Kind.INVALID,
                        "The edited pipeline was stopped before it reached what is new",
                        "",
                        Entries.problems(said.getEnded().getProblemsList()));
            }
            var fork = Grafts.fork(journal, said.getEntriesList());
            var machine = new RunMachine();
            fork.entries().forEach(machine::apply);
            return new Graft(said, fork, gap(ended, journal, fork), positions);
        } catch (IOException e) {
            throw new UserError(UserError.Kind.CONFLICT, String.valueOf(e.getMessage()), "Nothing was run");
        } catch (IllegalArgumentException | IllegalEntry e) {
            throw new IllegalStateException("The edited pipeline's process broke the rules: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The controller stops", e);
        }
    }

    /** It is the program's, or for it. */
    private static boolean shown(JournalEntry entry) {
        return !entry.hasBegan() && !entry.hasRested();
    }

    /** All that was kept in a node that is entered again, and that no snapshot has which is kept too. */
    private List<GapStep> gap(Run ended, List<JournalEntry> journal, Fork fork) {
        var kept = new HashSet<>(fork.steps().keySet());
        return new Gap(
                        journal,
                        fork,
                        Integer.MAX_VALUE,
                        engine.steps(),
                        node -> engine.workspaces().newest(ended.id(), node, kept))
                .steps();
    }
}
