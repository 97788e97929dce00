package dev.millrace.evaluator.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.SwitchExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Token;
import org.codehaus.groovy.syntax.Types;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the variables of a long body in one array. A closure can be given 255 variables of those around it, and each part that {@link Chunks} makes of
 * a body is a closure; what the compiler does for one variable, it does again in each of them. A variable means the same as before: it is there from its
 * declaration on, and new each time that the body runs.
 */
final class HeldVariables {
    /** So many are no trouble. */
    private static final int FEW = 200;

    private static final int FEW_OF_PARTS = 100;

    private final SourceUnit source;
    private final VariableUses inner;
    private int arrays;

    /** @param inner what the inner classes of the source name: they are given variables in a way of their own */
    HeldVariables(SourceUnit source, VariableUses inner) {
        this.source = source;
        this.inner = inner;
    }

    /**
     * Of all that a method or a closure consists of.
     *
     * @param parts the body will be cut into parts
     * @param around whether what is around it declares this name, which is a mistake that is left to be found
     */
    void hold(List<Statement> statements, boolean parts, Predicate<String> around) {
        var few = parts ? FEW_OF_PARTS : FEW;
        if (statements.size() <= few) {
            return;
        }
        var variables = variables(statements, around);
        if (variables.size() <= few) {
            return;
        }
        var array = "$held" + ++arrays;
        var held = new ArrayList<Statement>();
        held.add(array(array, variables.size(), statements.getFirst()));
        var use = new Use(array);
        for (var statement : statements) {
            statement.visit(use);
            var declared = declared(statement);
            var name = declared == null ? "" : declared.getVariableExpression().getName();
            if (declared != null && variables.containsKey(name)) {
                use.places.put(name, use.places.size());
                held.add(assigned(declared, use.place(name, declared), statement));
            } else {
                held.add(statement);
            }
        }
        statements.clear();
        statements.addAll(held);
    }

    private Map<String, DeclarationExpression> variables(List<Statement> statements, Predicate<String> around) {
        var uses = new VariableUses();
        statements.forEach(statement -> statement.visit(uses));
        var variables = new LinkedHashMap<String, DeclarationExpression>();
        for (var statement : statements) {
            var declared = declared(statement);
            if (declared != null) {
                var variable = declared.getVariableExpression();
                var name = variable.getName();
                var plain = variable.isDynamicTyped() && variable.getModifiers() == 0;
                var value = plain || (initial(declared) && !uses.assigns(name));
                if (value && uses.replaceable(name) && !inner.names(name) && !around.test(name)) {
                    variables.put(name, declared);
                }
            }
        }
        return variables;
    }

    private static boolean initial(DeclarationExpression declared) {
        return !(declared.getRightExpression() instanceof EmptyExpression);
    }

    private static @Nullable DeclarationExpression declared(Statement statement) {
        return statement instanceof ExpressionStatement simple
                        && simple.getStatementLabels() == null
                        && simple.getExpression() instanceof DeclarationExpression declared
                        && !declared.isMultipleAssignmentDeclaration()
                        && declared.getAnnotations().isEmpty()
                ? declared
                : null;
    }

    private static Statement array(String name, int size, Statement first) {
        var type = ClassHelper.OBJECT_TYPE.makeArray();
        var made = new ArrayExpression(ClassHelper.OBJECT_TYPE, null, List.of(new ConstantExpression(size, true)));
        return at(
                first,
                new ExpressionStatement(at(
                        first,
                        new DeclarationExpression(
                                at(first, new VariableExpression(name, type)),
                                Token.newSymbol(Types.EQUAL, first.getLineNumber(), first.getColumnNumber()),
                                at(first, made)))));
    }

    private static Statement assigned(DeclarationExpression declared, Expression place, Statement statement) {
        var variable = declared.getVariableExpression();
        Expression value =
                initial(declared) ? declared.getRightExpression() : at(declared, new ConstantExpression(null));
        if (!variable.isDynamicTyped()) {
            value = at(declared, new CastExpression(variable.getOriginType(), value));
        }
        return at(
                statement,
                new ExpressionStatement(at(declared, new BinaryExpression(place, declared.getOperation(), value))));
    }

    private static <T extends ASTNode> T at(ASTNode place, T made) {
        made.setSourcePosition(place);
        return made;
    }

    /** Puts places of the array where the variables are named that were declared so far. */
    private final class Use extends ClassCodeExpressionTransformer {
        private final String array;
        private final Map<String, Integer> places = new LinkedHashMap<>();

        Use(String array) {
            this.array = array;
        }

        @Override
        protected SourceUnit getSourceUnit() {
            return source;
        }

        @Override
        public @Nullable Expression transform(@Nullable Expression expression) {
            return switch (expression) {
                case null -> null;
                case VariableExpression variable
                when places.containsKey(variable.getName()) -> place(variable.getName(), variable);
                case ClosureExpression closure -> {
                    closure.visit(this);
                    yield closure;
                }
                case SwitchExpression choice -> {
                    choice.visit(this);
                    yield choice;
                }
                case MethodCallExpression call when called(call) != null -> call(call, String.valueOf(called(call)));
                default -> super.transform(expression);
            };
        }

        private @Nullable String called(MethodCallExpression call) {
            var name = call.isImplicitThis() ? call.getMethodAsString() : null;
            return name != null && places.containsKey(name) ? name : null;
        }

        /** A variable is called by what it holds. */
        private Expression call(MethodCallExpression call, String name) {
            var method = at(call.getMethod(), new ConstantExpression("call"));
            var made = new MethodCallExpression(place(name, call.getMethod()), method, transform(call.getArguments()));
            made.setImplicitThis(false);
            made.setSafe(call.isSafe());
            made.setSpreadSafe(call.isSpreadSafe());
            return at(call, made);
        }

        Expression place(String name, ASTNode where) {
            var number = at(where, new ConstantExpression(places.getOrDefault(name, -1), true));
            var token = Token.newSymbol(Types.LEFT_SQUARE_BRACKET, where.getLineNumber(), where.getColumnNumber());
            return at(where, new BinaryExpression(at(where, new VariableExpression(array)), token, number));
        }
    }
}
