package dev.millrace.controller.explain;

import dev.millrace.controller.explain.Because.Kind;
import dev.millrace.wire.proto.Closed;
import dev.millrace.wire.proto.NamedValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the program told of its own decisions as it left its blocks: conditions of {@code when}, and of {@code post}. */
final class Facts {
    private final Map<Integer, List<NamedValue>> ofStage = new HashMap<>();

    Facts(Story story) {
        for (var act : story.acts()) {
            var told = act.closed().map(Closed::getToldList).orElse(List.of());
            if (!told.isEmpty()) {
                story.stageOf(act)
                        .ifPresent(stage -> ofStage.computeIfAbsent(stage.step(), _ -> new ArrayList<>())
                                .addAll(told));
            }
        }
    }

    /** The conditions that were looked at for a stage. */
    List<Because> conditions(Act stage) {
        return of(stage, "when").map(Facts::condition).toList();
    }

    /** The conditions of its post section that held. */
    List<Because> posts(Act stage) {
        return of(stage, "post")
                .map(fact -> Because.of(
                                Kind.DONE,
                                "post %s ran, as the result was %s"
                                        .formatted(field(fact, "condition"), field(fact, "found")))
                        .about(stage))
                .toList();
    }

    private Stream<NamedValue> of(Act stage, String name) {
        return ofStage.getOrDefault(stage.step(), List.of()).stream()
                .filter(fact -> fact.getName().equals(name));
    }

    private static Because condition(NamedValue fact) {
        var held = field(fact, "held").equals("true");
        var wanted = field(fact, "wanted");
        var found = field(fact, "found");
        var sentence = "%s%s %s%s"
                .formatted(
                        field(fact, "condition"),
                        wanted.isEmpty() ? "" : " '" + wanted + "'",
                        held ? "held" : "did not hold",
                        found.isEmpty() ? "" : ": found " + found);
        var inner = fact.getValue().getMap().getEntriesList().stream()
                .filter(entry -> entry.getName().equals("below"))
                .flatMap(entry -> entry.getValue().getList().getItemsList().stream())
                .map(value ->
                        NamedValue.newBuilder().setName("when").setValue(value).build())
                .map(Facts::condition)
                .toList();
        return Because.of(Kind.CONDITION, sentence).below(inner);
    }

    private static String field(NamedValue fact, String name) {
        return Words.text(fact.getValue().getMap().getEntriesList(), name);
    }
}
