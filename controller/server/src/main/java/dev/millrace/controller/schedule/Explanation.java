package dev.millrace.controller.schedule;

import dev.millrace.controller.queue.QueuedJob;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Why a job waits, in a sentence for people. Looks at every agent: for questions, not for decisions. */
final class Explanation {
    private static final int NAMED = 3;

    private Explanation() {}

    static String of(QueuedJob job, Optional<QueuedJob> firstOfLine, Collection<AgentOffer> agents) {
        if (agents.isEmpty()) {
            return "There is no agent: start one with 'millrace agent'";
        }
        var wanted = job.labels().text();
        var able = agents.stream()
                .filter(agent -> job.labels().matches(agent.labels()))
                .sorted(Comparator.comparing(AgentOffer::name))
                .toList();
        if (able.isEmpty()) {
            return "No agent has the labels '%s': start one that has, or change the label%s"
                    .formatted(wanted, unknown(job, agents));
        }
        var working =
                able.stream().filter(agent -> agent.unavailable().isEmpty()).toList();
        if (working.isEmpty()) {
            return "Agents that could take it get no work now: %s".formatted(names(able));
        }
        var ahead =
                firstOfLine.filter(first -> !first.equals(job)).isPresent() ? ", and other jobs are ahead of it" : "";
        return "Agents that could take it are busy%s: %s".formatted(ahead, names(working));
    }

    private static String unknown(QueuedJob job, Collection<AgentOffer> agents) {
        var nobody = job.labels().names().stream()
                .filter(name ->
                        agents.stream().noneMatch(agent -> agent.labels().contains(name)))
                .toList();
        return nobody.isEmpty() ? "" : " (no agent at all has: %s)".formatted(String.join(", ", nobody));
    }

    private static String names(List<AgentOffer> agents) {
        var first = agents.stream()
                .limit(NAMED)
                .map(agent -> agent.unavailable().isEmpty()
                        ? agent.name()
                        : "%s (%s)".formatted(agent.name(), agent.unavailable()))
                .toList();
        var more = agents.size() - first.size();
        return String.join(", ", first) + (more > 0 ? " and %d more".formatted(more) : "");
    }
}
