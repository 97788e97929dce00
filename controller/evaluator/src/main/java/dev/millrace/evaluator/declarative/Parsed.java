package dev.millrace.evaluator.declarative;

import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;

/**
 * What a source turned out to be.
 *
 * @param model empty where something is wrong that keeps it from running
 * @param closures that the model's numbers mean
 * @param statement the {@code pipeline { }} itself
 * @param problems in the order of the source
 */
public record Parsed(
        Optional<Model> model,
        List<ClosureExpression> closures,
        ExpressionStatement statement,
        List<Problem> problems) {}
