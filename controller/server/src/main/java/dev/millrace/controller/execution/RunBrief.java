package dev.millrace.controller.execution;

import dev.millrace.api.step.RunFacts;
import dev.millrace.controller.evaluator.Domain;
import dev.millrace.controller.run.Run;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Start;
import java.util.List;
import java.util.Map;

/**
 * What is fixed about a run when its program begins.
 *
 * @param run as it was then
 * @param facts as plugins see them
 * @param environment of all its processes
 * @param start what the evaluator is told
 * @param title for people: {@code shop/main #12}
 */
record RunBrief(Run run, RunFacts facts, Map<String, String> environment, Start start, String title) {
    /**
     * What the evaluator is told when the program begins again: libraries that every run loads are those that it loaded when it began first, and names of
     * tools are not checked again.
     *
     * @param semantics that the run is pinned to
     */
    Start start(List<JournalEntry> history, int semantics) {
        var start = this.start.toBuilder().setSemantics(semantics);
        if (history.stream().noneMatch(RunBrief::fromProgram)) {
            return start.build();
        }
        var loaded = history.stream()
                .filter(entry -> entry.hasAsked() && entry.getAsked().getName().equals(LibraryBody.NAME))
                .map(entry -> Values.toJava(entry.getAsked().getArgumentsList()))
                .filter(arguments -> Boolean.TRUE.equals(arguments.get("implicit")))
                .map(arguments -> String.valueOf(arguments.get("identifier")))
                .toList();
        var build = start.getBuild().toBuilder().clearEntries();
        start.getBuild().getEntriesList().stream()
                .filter(entry -> !entry.getName().equals(RunBriefs.IMPLICIT)
                        && !entry.getName().equals(RunBriefs.TOOLS))
                .forEach(build::addEntries);
        build.addEntries(NamedValue.newBuilder().setName(RunBriefs.IMPLICIT).setValue(Values.toWire(loaded)));
        return start.setBuild(build).build();
    }

    private static boolean fromProgram(JournalEntry entry) {
        return entry.hasAsked() || entry.hasNoted() || entry.hasHandedOut();
    }

    Domain domain() {
        return new Domain(run.organization().value(), run.trust());
    }
}
