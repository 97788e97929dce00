package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.StepDescription;
import dev.millrace.wire.proto.SymbolDescription;
import java.util.List;

/** Words for describing the engine's own steps and values. */
final class Descriptions {
    private Descriptions() {}

    static StepDescription step(String name, String summary, String example, ParameterDescription... parameters) {
        return StepDescription.newBuilder()
                .setName(name)
                .setSummary(summary)
                .addExamples(example)
                .addAllParameters(List.of(parameters))
                .build();
    }

    /** A step without an outcome to wait for. */
    static StepDescription noted(String name, String summary, String example, ParameterDescription... parameters) {
        return step(name, summary, example, parameters).toBuilder()
                .setNoted(true)
                .build();
    }

    static StepDescription block(String name, String summary, String example, ParameterDescription... parameters) {
        return step(name, summary, example, parameters).toBuilder()
                .setBlock(true)
                .build();
    }

    /** A value; {@code classes} are words. */
    static SymbolDescription symbol(
            String kind,
            String name,
            String classes,
            String summary,
            String example,
            ParameterDescription... parameters) {
        var symbol = SymbolDescription.newBuilder()
                .setName(name)
                .setKind(kind)
                .setSummary(summary)
                .addExamples(example)
                .addAllParameters(List.of(parameters));
        if (!classes.isEmpty()) {
            symbol.addAllClasses(List.of(classes.split(" ", -1)));
        }
        return symbol.build();
    }

    /** It takes more than is described here. */
    static SymbolDescription open(SymbolDescription symbol) {
        return symbol.toBuilder().setOpen(true).build();
    }

    /** Takes the value of a call without names, and may be left out. */
    static ParameterDescription first(String name, ParameterDescription.Type type, String help) {
        return named(name, type, help).toBuilder().setPositional(true).build();
    }

    /** A call without it is wrong. */
    static ParameterDescription required(ParameterDescription parameter) {
        return parameter.toBuilder().setRequired(true).build();
    }

    static ParameterDescription named(String name, ParameterDescription.Type type, String help) {
        return ParameterDescription.newBuilder()
                .setName(name)
                .setType(type)
                .setHelp(help)
                .build();
    }

    static ParameterDescription choice(String name, String help, String... choices) {
        return named(name, ParameterDescription.Type.CHOICE, help).toBuilder()
                .addAllChoices(List.of(choices))
                .build();
    }
}
