package dev.millrace.evaluator.language;

import java.util.Map;
import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.SwitchExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.jspecify.annotations.Nullable;

/**
 * Replaces what is not deterministic by calls of {@link Hooks}. It works on the program's tree at compile time: what is left costs nothing at run time.
 */
final class Rewriter extends CompilationCustomizer {
    private static final ClassNode HOOKS = ClassHelper.make(Hooks.class);

    /** Static methods without arguments, by type. */
    private static final Map<String, Map<String, String>> METHODS = Map.of(
            "java.lang.System", Map.of("currentTimeMillis", "currentTimeMillis", "nanoTime", "nanoTime"),
            "java.lang.Math", Map.of("random", "random"),
            "java.util.UUID", Map.of("randomUUID", "uuid"),
            "java.util.Calendar", Map.of("getInstance", "calendar"),
            "java.time.Instant", Map.of("now", "instant"),
            "java.time.ZonedDateTime", Map.of("now", "zonedDateTime"),
            "java.time.OffsetDateTime", Map.of("now", "offsetDateTime"),
            "java.time.LocalDateTime", Map.of("now", "localDateTime"),
            "java.time.LocalDate", Map.of("now", "localDate"),
            "java.time.LocalTime", Map.of("now", "localTime"));

    /** Constructors without arguments, by type. */
    private static final Map<String, String> CONSTRUCTORS = Map.of(
            "java.util.Date", "date",
            "java.util.GregorianCalendar", "calendar",
            "java.util.Random", "generator",
            "java.security.SecureRandom", "generator");

    /** Groovy gives every object a method of this name, that would be called in place of the step. */
    private static final String SLEEP = "sleep";

    Rewriter() {
        super(CompilePhase.CANONICALIZATION);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
        new Walk(source, type).visitClass(type);
    }

    private static final class Walk extends ClassCodeExpressionTransformer {
        private final SourceUnit source;
        private final ClassNode owner;

        Walk(SourceUnit source, ClassNode owner) {
            this.source = source;
            this.owner = owner;
        }

        @Override
        protected SourceUnit getSourceUnit() {
            return source;
        }

        @Override
        public @Nullable Expression transform(@Nullable Expression expression) {
            if (expression == null) {
                return null;
            }
            if (expression instanceof ClosureExpression || expression instanceof SwitchExpression) {
                expression.visit(this);
                return expression;
            }
            var replaced = replace(expression);
            return replaced == null ? super.transform(expression) : replaced;
        }

        private @Nullable Expression replace(Expression expression) {
            return switch (expression) {
                case MethodCallExpression call
                when call.getObjectExpression() instanceof ClassExpression type ->
                    method(call, type.getType().getName(), call.getMethodAsString(), call.getArguments());
                case StaticMethodCallExpression call ->
                    method(call, call.getOwnerType().getName(), call.getMethod(), call.getArguments());
                case MethodCallExpression call
                when call.isImplicitThis()
                        && SLEEP.equals(call.getMethodAsString())
                        && owner.getDeclaredMethods(SLEEP).isEmpty() -> hook(call, "pause", call.getArguments());
                case ConstructorCallExpression call -> {
                    var hook = CONSTRUCTORS.get(call.getType().getName());
                    yield hook != null && (empty(call.getArguments()) || calendar(hook, call.getArguments()))
                            ? hook(call, hook, call.getArguments())
                            : null;
                }
                case PropertyExpression property
                when property.getObjectExpression() instanceof ClassExpression type
                        && type.getType().getName().equals("java.util.Calendar")
                        && "instance".equals(property.getPropertyAsString()) ->
                    hook(property, "calendar", new ArgumentListExpression());
                default -> null;
            };
        }

        private @Nullable Expression method(Expression call, String type, @Nullable String name, Expression arguments) {
            if (type.equals("groovy.util.Eval")
                    && "me".equals(name)
                    && arguments instanceof TupleExpression tuple
                    && tuple.getExpressions().size() == 1) {
                return hook(call, "evaluate", arguments);
            }
            var hooks = METHODS.get(type);
            var hook = hooks == null || name == null ? null : hooks.get(name);
            if (hook == null || name == null) {
                return null;
            }
            var zoned = name.equals("now")
                    && arguments instanceof TupleExpression tuple
                    && tuple.getExpressions().size() == 1;
            return empty(arguments) || zoned || calendar(hook, arguments) ? hook(call, hook, arguments) : null;
        }

        /** Of a zone and of a place it is the present time's, too; of more it is that of a date. */
        private static boolean calendar(String hook, Expression arguments) {
            return hook.equals("calendar")
                    && arguments instanceof TupleExpression tuple
                    && tuple.getExpressions().size() <= 2;
        }

        private Expression hook(Expression call, String name, Expression arguments) {
            var replaced = new StaticMethodCallExpression(
                    HOOKS, name, empty(arguments) ? new ArgumentListExpression() : super.transform(arguments));
            replaced.setSourcePosition(call);
            return replaced;
        }

        private static boolean empty(Expression arguments) {
            return arguments instanceof TupleExpression tuple
                    && tuple.getExpressions().isEmpty();
        }
    }
}
