package dev.millrace.evaluator.lint;

import dev.millrace.evaluator.language.StepCatalog;
import dev.millrace.wire.proto.CallFound;
import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.StepDescription;
import dev.millrace.wire.proto.SymbolDescription;
import java.util.List;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;

/** A source that is checked with a few steps. */
final class Source {
    private Source() {}

    static Findings check(String source) {
        var unit = new CompilationUnit();
        unit.addSource("WorkflowScript", source);
        unit.compile(Phases.CONVERSION);
        return new Lint(catalog()).check(unit.getAST().getModules().getFirst());
    }

    static List<String> problems(String source) {
        return check(source).problems().stream()
                .map(problem -> problem.line() + ":" + problem.column() + " " + problem.message()
                        + (problem.hint().isEmpty() ? "" : " | " + problem.hint()))
                .toList();
    }

    static List<String> calls(String source) {
        return check(source).calls().stream().map(Source::text).toList();
    }

    private static String text(CallFound call) {
        return call.getLine() + ":" + call.getColumn() + " " + call.getName() + " " + call.getKind()
                + (call.getPlugin().isEmpty() ? "" : " " + call.getPlugin());
    }

    static StepCatalog catalog() {
        return new StepCatalog(steps(), symbols());
    }

    private static List<SymbolDescription> symbols() {
        return List.of(
                symbol("lastSuccessful", named("stable", ParameterDescription.Type.TRUTH)),
                symbol(
                        "string",
                        first("credentialsId", ParameterDescription.Type.TEXT).toBuilder()
                                .setPositional(false)
                                .build(),
                        named("variable", ParameterDescription.Type.TEXT)),
                symbol("usernamePassword", named("credentialsId", ParameterDescription.Type.TEXT)).toBuilder()
                        .setProvider("a provider of credentials")
                        .addClasses("UsernamePasswordMultiBinding")
                        .build());
    }

    private static SymbolDescription symbol(String name, ParameterDescription... parameters) {
        return SymbolDescription.newBuilder()
                .setName(name)
                .addAllParameters(List.of(parameters))
                .build();
    }

    private static List<StepDescription> steps() {
        return List.of(
                step(
                        "sh",
                        first("script", ParameterDescription.Type.TEXT),
                        named("returnStdout", ParameterDescription.Type.TRUTH),
                        named("label", ParameterDescription.Type.TEXT)),
                step("readFile", first("file", ParameterDescription.Type.TEXT)),
                step("deleteDir"),
                step(
                        "gauge",
                        named("value", ParameterDescription.Type.REAL),
                        named("about", ParameterDescription.Type.MAP),
                        choice("unit", "s", "ms")),
                step("archiveArtifacts", first("artifacts", ParameterDescription.Type.TEXT)).toBuilder()
                        .addSymbols("ArtifactArchiver")
                        .build(),
                step("step", first("delegate", ParameterDescription.Type.ANY)),
                step(
                                "slackSend",
                                optional("message", ParameterDescription.Type.TEXT),
                                named("color", ParameterDescription.Type.TEXT))
                        .toBuilder()
                        .setProvider("a provider of chat messages")
                        .build(),
                step("withCredentials", first("bindings", ParameterDescription.Type.LIST)).toBuilder()
                        .setBlock(true)
                        .setProvider("a provider of credentials")
                        .build(),
                step(
                        "copyArtifacts",
                        first("projectName", ParameterDescription.Type.TEXT),
                        named("selector", ParameterDescription.Type.ANY)));
    }

    static StepDescription step(String name, ParameterDescription... parameters) {
        return StepDescription.newBuilder()
                .setName(name)
                .addAllParameters(List.of(parameters))
                .build();
    }

    private static ParameterDescription first(String name, ParameterDescription.Type type) {
        return optional(name, type).toBuilder().setRequired(true).build();
    }

    private static ParameterDescription optional(String name, ParameterDescription.Type type) {
        return named(name, type).toBuilder().setPositional(true).build();
    }

    private static ParameterDescription named(String name, ParameterDescription.Type type) {
        return ParameterDescription.newBuilder().setName(name).setType(type).build();
    }

    private static ParameterDescription choice(String name, String... choices) {
        return named(name, ParameterDescription.Type.CHOICE).toBuilder()
                .addAllChoices(List.of(choices))
                .build();
    }
}
