package dev.millrace.controller.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What agents have to do with a waiting job, for people. */
final class AgentText {
    private static final int NAMED = 3;

    private final Board board;
    private final Dimensions dimensions;

    AgentText(Board board, Dimensions dimensions) {
        this.board = board;
        this.dimensions = dimensions;
    }

    /** Why no agent will take it, as things are; empty: one will, when it has room. */
    Optional<String> nobody(Shape shape) {
        if (board.seats().stream().noneMatch(seat -> seat.offer != null)) {
            return Optional.of("There is no agent: start one with 'millrace agent'");
        }
        var able = able(shape);
        if (able.isEmpty()) {
            return Optional.of(unlabelled(shape));
        }
        var large = able.stream().filter(seat -> seat.couldHave(shape.load)).toList();
        if (large.isEmpty()) {
            return Optional.of("No agent with its labels is large enough: it asks for %s".formatted(asked(shape)));
        }
        if (large.stream().noneMatch(Seat::available)) {
            return Optional.of("Agents that could take it get no work now: %s".formatted(names(large)));
        }
        return Optional.empty();
    }

    private String unlabelled(Shape shape) {
        var shy = board.seats().stream()
                .filter(seat -> seat.offer != null && shape.labels.matches(seat.offer.labels()))
                .toList();
        if (!shy.isEmpty()) {
            return "Agents that match take only jobs that name one of their labels, and it names none: %s"
                    .formatted(names(shy));
        }
        var nobody = shape.names.stream()
                .filter(name -> board.seats().stream()
                        .noneMatch(seat ->
                                seat.offer != null && seat.offer.labels().contains(name)))
                .toList();
        var walls = nobody.stream()
                .filter(name -> name.startsWith(AgentOffer.SANDBOX))
                .map(name -> name.substring(AgentOffer.SANDBOX.length()))
                .findFirst();
        if (walls.isPresent()) {
            return "No agent can start the sandbox '%s', which the job must have: 'millrace doctor' on the agent's machine says what is missing"
                    .formatted(walls.get());
        }
        return "No agent has the labels '%s': start one that has, or change the label%s"
                .formatted(
                        shape.labels.text(),
                        nobody.isEmpty() ? "" : " (no agent at all has: %s)".formatted(String.join(", ", nobody)));
    }

    /** Agents have no room for it now, or others go first. */
    String busy(Shape shape, String ahead) {
        var working = able(shape).stream()
                .filter(seat -> seat.available() && seat.couldHave(shape.load))
                .toList();
        var kept = shape.hold;
        if (kept != null) {
            return "Agents that could take it have no room for %s%s; %s is kept free for the one that waits longest"
                    .formatted(asked(shape), ahead, names(List.of(kept.seat())));
        }
        boolean lacking = working.stream().anyMatch(seat -> seat.freeExecutors() > 0)
                && !shape.load.demand().plain();
        return "Agents that could take it %s%s: %s"
                .formatted(lacking ? "have no room for " + asked(shape) : "are busy", ahead, names(working));
    }

    private String asked(Shape shape) {
        var texts = new ArrayList<String>();
        var amounts = shape.load.amounts();
        for (int i = 1; i < amounts.size(); i++) {
            if (amounts.get(i) > 0) {
                texts.add(dimensions.text(i, amounts.get(i)));
            }
        }
        return texts.isEmpty() ? "another job of its kind" : String.join(", ", texts);
    }

    private static List<Seat> able(Shape shape) {
        return shape.links.keySet().stream()
                .flatMap(pool -> pool.seats.stream())
                .toList();
    }

    private static String names(List<Seat> seats) {
        var first = seats.stream()
                .flatMap(seat -> Optional.ofNullable(seat.offer).stream())
                .sorted(Comparator.comparing(AgentOffer::name))
                .limit(NAMED)
                .map(offer -> offer.available() ? offer.name() : "%s (%s)".formatted(offer.name(), offer.unavailable()))
                .collect(Collectors.joining(", "));
        var more = seats.size() - NAMED;
        return first + (more > 0 ? " and %d more".formatted(more) : "");
    }
}
