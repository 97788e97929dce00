package dev.millrace.evaluator.inspect;

import dev.millrace.evaluator.baton.Baton;
import dev.millrace.evaluator.baton.Whereabouts;
import dev.millrace.evaluator.language.Insight;
import dev.millrace.wire.proto.CallFrame;
import dev.millrace.wire.proto.Probed;
import dev.millrace.wire.proto.Standing;
import dev.millrace.wire.proto.Variable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a program is like that stands still: its branches, what surrounds them, and all variables. */
final class Still {
    private static final int BRANCHES = 500;
    private static final int FRAMES = 50;
    private static final int VARIABLES = 200;
    /** Of all that is told of one program. */
    private static final int CHARACTERS = 2 << 20;

    private final Baton baton;
    private final Insight insight;
    private int characters;
    private boolean cut;

    Still(Baton baton, Insight insight) {
        this.baton = baton;
        this.insight = insight;
    }

    Probed.Builder told() {
        var told = Probed.newBuilder().addAllVariables(variables(insight.globals()));
        some(baton.whereabouts(), BRANCHES).forEach(place -> told.addStanding(standing(place)));
        return told.setCut(cut);
    }

    private Standing standing(Whereabouts place) {
        var standing = Standing.newBuilder()
                .setBranch(place.branch())
                .addAllBlocks(place.blocks())
                .setWaits(place.waits())
                .setJoining(place.joining());
        place.thread().ifPresent(thread -> {
            standing.setDirectory(insight.directory(thread));
            new TreeMap<>(insight.environment(thread)).forEach((name, value) -> {
                if (fits(name.length() + value.length())) {
                    standing.putEnvironment(name, value);
                }
            });
            some(insight.frames(thread), FRAMES)
                    .forEach(frame -> standing.addFrames(CallFrame.newBuilder()
                            .setMethod(frame.method())
                            .setFile(frame.at().file())
                            .setLine(frame.at().line())
                            .addAllVariables(variables(frame.variables()))));
        });
        return standing.build();
    }

    private List<Variable> variables(Map<String, @Nullable Object> variables) {
        return some(List.copyOf(variables.entrySet()), VARIABLES).stream()
                .map(variable -> Variable.newBuilder()
                        .setName(variable.getKey())
                        .setType(Rendering.type(variable.getValue()))
                        .setValue(Rendering.of(variable.getValue()))
                        .build())
                .filter(variable -> fits(variable.getSerializedSize()))
                .toList();
    }

    private boolean fits(int length) {
        characters += length;
        cut |= characters > CHARACTERS;
        return characters <= CHARACTERS;
    }

    private <T> List<T> some(List<T> all, int most) {
        cut |= all.size() > most;
        return all.size() > most ? all.subList(0, most) : all;
    }
}
