package dev.millrace.evaluator.lint;

import dev.millrace.evaluator.declarative.Signature;
import dev.millrace.evaluator.language.StepCatalog;
import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.StepDescription;
import dev.millrace.wire.proto.SymbolDescription;
import java.util.Set;

/** What steps and values take, from their descriptions. */
final class StepSignatures {
    /** Their value may be a map, and they have no other names than theirs. */
    private static final Set<String> CLOSED = Set.of("echo");

    private StepSignatures() {}

    /** What a step takes. */
    static Signature of(StepDescription step) {
        return new Signature(
                step.getName(),
                step.getParametersList().stream().map(StepSignatures::field).toList(),
                step.getBlock(),
                StepCatalog.takesMap(step) && !CLOSED.contains(step.getName()));
    }

    /** What a value takes. */
    static Signature of(SymbolDescription symbol) {
        return new Signature(
                symbol.getName(),
                symbol.getParametersList().stream().map(StepSignatures::field).toList(),
                false,
                symbol.getOpen());
    }

    private static Signature.Field field(ParameterDescription parameter) {
        var type = switch (parameter.getType()) {
            case TEXT -> Signature.Type.TEXT;
            case TRUTH -> Signature.Type.TRUTH;
            case INTEGER -> Signature.Type.INTEGER;
            case LIST -> Signature.Type.LIST;
            case MAP -> Signature.Type.MAP;
            case CHOICE -> Signature.Type.CHOICE;
            case REAL -> Signature.Type.REAL;
            case ANY, UNRECOGNIZED -> Signature.Type.ANY;
        };
        return new Signature.Field(
                parameter.getName(),
                type,
                parameter.getRequired(),
                parameter.getPositional(),
                parameter.getChoicesList());
    }
}
