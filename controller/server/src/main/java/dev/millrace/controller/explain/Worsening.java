package dev.millrace.controller.explain;

import dev.millrace.controller.explain.Because.Kind;
import dev.millrace.wire.proto.Result;
import java.util.List;
import java.util.Optional;

/** What made a result worse though no exception left it. */
final class Worsening {
    private final Story story;

    Worsening(Story story) {
        this.story = story;
    }

    /** In a block; 0: in the whole run. */
    List<Because> in(int block) {
        return story.acts().stream()
                .filter(act -> story.within(act, block))
                .flatMap(act -> of(act).stream())
                .toList();
    }

    private static Optional<Because> of(Act act) {
        if (act.name().equals("unstable") && !act.asked()) {
            return Optional.of(
                    Because.of(Kind.WORSENED, "the pipeline said unstable: " + Words.brief(act.text("message")), act));
        }
        return act.outcome()
                .filter(outcome ->
                        outcome.getWorsened() != Result.SUCCESS && outcome.getWorsened() != Result.UNRECOGNIZED)
                .map(outcome -> Because.of(
                        Kind.WORSENED,
                        "%s made it %s: %s"
                                .formatted(
                                        Words.call(act), outcome.getWorsened(), Words.brief(outcome.getWorsenedWhy())),
                        act));
    }
}
