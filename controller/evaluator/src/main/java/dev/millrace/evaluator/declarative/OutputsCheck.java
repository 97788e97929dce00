package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/**
 * Checks references to outputs that stand literally in the pipeline: {@code outputs.plan.version}, {@code outputs['a stage'].version},
 * {@code outputs.test.cell(OS: 'mac').coverage}. The stage must be there, must declare the output, and must have ended when it is read. Nothing is
 * checked in a pipeline that declares no outputs, nor where {@code outputs} is a variable of the pipeline's own.
 */
final class OutputsCheck {
    private final Sheet sheet;
    private final Places places;

    private OutputsCheck(Sheet sheet, Places places) {
        this.sheet = sheet;
        this.places = places;
    }

    static void check(Sheet sheet, Model model) {
        var places = new Places(model.stages());
        if (places.all().stream().allMatch(place -> place.outputs().isEmpty())) {
            return;
        }
        var check = new OutputsCheck(sheet, places);
        var closures = new Closures();
        for (var place : places.all()) {
            for (int number : closures.of(place)) {
                check.visit(sheet.closures().get(number), Optional.of(place));
            }
        }
        for (var post : model.post()) {
            check.visit(sheet.closures().get(post.closure()), Optional.empty());
        }
    }

    private void visit(ClosureExpression closure, Optional<Places.Place> reader) {
        var walk = new Walk(reader);
        closure.getCode().visit(walk);
        if (!walk.own) {
            walk.found.forEach(Runnable::run);
        }
    }

    private final class Walk extends CodeVisitorSupport {
        private final Optional<Places.Place> reader;
        private final List<Runnable> found = new ArrayList<>();
        private boolean own;

        Walk(Optional<Places.Place> reader) {
            this.reader = reader;
        }

        @Override
        public void visitDeclarationExpression(DeclarationExpression declaration) {
            own |= declaration.getLeftExpression() instanceof VariableExpression variable
                    && variable.getName().equals("outputs");
            super.visitDeclarationExpression(declaration);
        }

        @Override
        public void visitPropertyExpression(PropertyExpression property) {
            stage(property.getObjectExpression())
                    .ifPresent(stage -> found.add(
                            () -> reference(property, stage, String.valueOf(property.getPropertyAsString()), reader)));
            super.visitPropertyExpression(property);
        }

        @Override
        public void visitMethodCallExpression(MethodCallExpression call) {
            stage(call.getObjectExpression())
                    .filter(stage -> "cell".equals(call.getMethodAsString()))
                    .ifPresent(stage -> found.add(() -> reference(call, stage, "cell", reader)));
            super.visitMethodCallExpression(call);
        }
    }

    /** The stage that {@code outputs.NAME}, {@code outputs['NAME']} or {@code outputs.NAME.cell(…)} means. */
    private static Optional<String> stage(Expression expression) {
        return switch (expression) {
            case PropertyExpression property
            when isOutputs(property.getObjectExpression()) -> Optional.ofNullable(property.getPropertyAsString());
            case BinaryExpression index
            when index.getOperation().getText().equals("[") && isOutputs(index.getLeftExpression()) ->
                index.getRightExpression() instanceof ConstantExpression constant
                                && constant.getValue() instanceof String name
                        ? Optional.of(name)
                        : Optional.empty();
            case MethodCallExpression call
            when "cell".equals(call.getMethodAsString()) -> stage(call.getObjectExpression());
            default -> Optional.empty();
        };
    }

    private static boolean isOutputs(Expression expression) {
        return expression instanceof VariableExpression variable
                && variable.getName().equals("outputs");
    }

    private void reference(Expression where, String stage, String name, Optional<Places.Place> reader) {
        var named = places.named(stage);
        if (named.isEmpty()) {
            var hint = sheet.known.hint(stage, places.names());
            sheet.wrong(
                    where,
                    "outputs." + stage + ": there is no stage \"" + stage + "\"",
                    hint.isEmpty() ? "Stages with outputs are " + withOutputs() : hint);
            return;
        }
        var declaring = named.stream()
                .filter(place -> GraphReader.OF_CELLS.contains(name)
                        ? place.cell().isPresent()
                        : place.outputs().stream()
                                .anyMatch(output -> output.name().equals(name)))
                .toList();
        if (declaring.isEmpty()) {
            undeclared(where, stage, name, named);
        } else if (reader.isPresent() && declaring.stream().noneMatch(place -> places.before(place, reader.get()))) {
            sheet.wrong(
                    where,
                    "outputs." + stage + "." + name + ": stage \"" + stage + "\" need not have ended when \""
                            + reader.get().stage().name() + "\" runs",
                    "Write needs '" + stage + "' in stage '"
                            + reader.get().stage().name() + "'");
        }
    }

    private void undeclared(Expression where, String stage, String name, List<Places.Place> named) {
        var names = new HashSet<String>();
        named.forEach(place -> place.outputs().forEach(output -> names.add(output.name())));
        var hint = sheet.known.hint(name, names);
        sheet.wrong(
                where,
                "outputs." + stage + "." + name + ": stage \"" + stage + "\" declares no output \"" + name + "\"",
                !hint.isEmpty()
                        ? hint
                        : names.isEmpty()
                                ? "Write outputs { any '" + name + "' } in that stage"
                                : "It declares " + String.join(", ", new TreeSet<>(names)));
    }

    private String withOutputs() {
        Set<String> names = places.all().stream()
                .filter(place -> !place.outputs().isEmpty())
                .map(place -> place.stage().name())
                .collect(Collectors.toCollection(TreeSet::new));
        return String.join(", ", names);
    }
}
