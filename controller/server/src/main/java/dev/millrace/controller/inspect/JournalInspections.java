package dev.millrace.controller.inspect;

import dev.millrace.controller.base.UserError;
import dev.millrace.controller.base.UserError.Kind;
import dev.millrace.controller.execution.Histories;
import dev.millrace.controller.execution.Probes;
import dev.millrace.controller.run.Run;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Probed;
import dev.millrace.wire.proto.Standing;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Inspections of what is stored. */
final class JournalInspections implements Inspections {
    private final Histories histories;
    private final Probes probes;

    JournalInspections(Histories histories, Probes probes) {
        this.histories = histories;
        this.probes = probes;
    }

    @Override
    public List<Line> journal(Run run, int from, int limit) {
        var contents = new Contents(histories.journal(run.id()));
        var first = Math.max(1, from);
        return IntStream.rangeClosed(first, Math.min(contents.length(), first + limit - 1))
                .mapToObj(contents::line)
                .toList();
    }

    @Override
    public State atStep(Run run, int step) {
        var journal = histories.journal(run.id());
        var position = new Contents(journal)
                .position(step)
                .orElseThrow(() -> new UserError(
                        Kind.NOT_FOUND,
                        "Run %s has no step %d".formatted(run.id(), step),
                        "millrace inspect %s lists what it did".formatted(run.id())));
        return still(run, journal, position);
    }

    @Override
    public State at(Run run, int position) {
        var journal = histories.journal(run.id());
        if (position < 0 || position > journal.size()) {
            throw new UserError(
                    Kind.NOT_FOUND,
                    "The journal of run %s has no position %d".formatted(run.id(), position),
                    "It has 0 to %d".formatted(journal.size()));
        }
        return still(run, journal, position);
    }

    private State still(Run run, List<JournalEntry> journal, int position) {
        try {
            var contents = new Contents(journal);
            var probed = probes.still(run, journal, position);
            refuse(run, probed);
            return new State(
                    position,
                    journal.size(),
                    probed.getStandingList().stream()
                            .map(standing -> branch(standing, contents, position))
                            .toList(),
                    variables(probed.getVariablesList()),
                    probed.getCut());
        } catch (IOException e) {
            throw new UserError(
                    Kind.CONFLICT,
                    "Run %s could not be looked at: %s".formatted(run.id(), e.getMessage()),
                    "The journal itself can be read: millrace inspect " + run.id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The controller stops", e);
        }
    }

    private static void refuse(Run run, Probed probed) {
        if (probed.hasEnded()) {
            throw new UserError(
                    Kind.CONFLICT,
                    "Run %s could not be looked at: %s"
                            .formatted(
                                    run.id(),
                                    probed.getEnded().getProblemsList().stream()
                                            .findFirst()
                                            .map(problem -> problem.getMessage())
                                            .orElse("its program was stopped")),
                    "");
        }
        if (probed.getDifferencesCount() > 0) {
            var difference = probed.getDifferences(0);
            throw new UserError(
                    Kind.CONFLICT,
                    "The program of run %s differs from its journal: it has %s, and the program asks for %s"
                            .formatted(run.id(), difference.getExpected(), difference.getActual()),
                    "");
        }
    }

    private static Branch branch(Standing standing, Contents contents, int position) {
        var step = standing.getWaits() > 0 ? contents.step(standing.getWaits()).words() : "";
        var asked = contents.position(standing.getWaits())
                .filter(at -> at <= position)
                .isPresent();
        return new Branch(
                standing.getBranch(),
                contents.branch(standing.getBranch()),
                standing.getBlocksList().stream().map(contents::step).toList(),
                standing.getJoining() ? "its branches" : asked ? step : "",
                asked ? "" : step,
                standing.getDirectory(),
                standing.getEnvironmentMap(),
                standing.getFramesList().stream()
                        .map(frame -> new Frame(
                                frame.getMethod(),
                                new Spot(frame.getFile(), frame.getLine()),
                                variables(frame.getVariablesList())))
                        .toList());
    }

    private static List<Variable> variables(List<dev.millrace.wire.proto.Variable> variables) {
        return variables.stream()
                .map(variable -> new Variable(variable.getName(), variable.getType(), variable.getValue()))
                .toList();
    }
}
