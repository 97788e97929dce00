package dev.millrace.controller.web;

import dev.millrace.wire.proto.SymbolDescription;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A value that pipeline code makes by name.
 *
 * @param plugin that brings it; empty: the engine itself
 * @param kind what it is, for people
 * @param classes its names for {@code $class}
 * @param provider what is missing for the steps that take it; empty: nothing
 * @param open it takes more than is described
 */
@Schema(name = "StepSymbol")
record SymbolBody(
        String name,
        String plugin,
        String kind,
        String summary,
        List<ParameterBody> parameters,
        List<String> examples,
        List<String> classes,
        String provider,
        boolean open) {
    static SymbolBody of(SymbolDescription symbol) {
        return new SymbolBody(
                symbol.getName(),
                symbol.getPlugin(),
                symbol.getKind(),
                symbol.getSummary(),
                symbol.getParametersList().stream().map(ParameterBody::of).toList(),
                symbol.getExamplesList(),
                symbol.getClassesList(),
                symbol.getProvider(),
                symbol.getOpen());
    }
}
