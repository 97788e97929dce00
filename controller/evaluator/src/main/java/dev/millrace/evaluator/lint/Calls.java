package dev.millrace.evaluator.lint;

import dev.millrace.evaluator.declarative.Known;
import dev.millrace.evaluator.declarative.StepCalls;
import dev.millrace.wire.proto.CallFound;
import dev.millrace.wire.proto.CallFound.Kind;
import dev.millrace.wire.proto.StepDescription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Walks code and tells what its calls are. For one source. */
final class Calls extends CodeVisitorSupport {
    /** Methods whose closures see what is around them: they do not change where calls go. */
    private static final Set<String> TRANSPARENT = Set.of(
            "each",
            "eachWithIndex",
            "reverseEach",
            "eachLine",
            "eachFile",
            "collect",
            "collectEntries",
            "collectMany",
            "find",
            "findAll",
            "findResult",
            "findResults",
            "any",
            "every",
            "inject",
            "times",
            "upto",
            "downto",
            "step",
            "sort",
            "toSorted",
            "groupBy",
            "sum",
            "max",
            "min",
            "count",
            "unique",
            "removeAll",
            "withIndex",
            "forEach",
            "call",
            "inside",
            "withRun",
            "withRegistry",
            "withServer",
            "withTool",
            "put",
            "add",
            "computeIfAbsent",
            "getOrDefault");
    /** Names that people give to the script in classes and methods. */
    private static final Set<String> SCRIPTS = Set.of("steps", "script", "pipeline", "ctx", "dsl", "jenkins");
    /** Variables of Jenkins plugins, as the list of foreign names has them. */
    private static final Set<String> GLOBALS =
            Set.of("Artifactory", "openshift", "manager", "fileLoader", "pullRequest");

    private static final String INSTEAD = "Write what it does with sh or bat, or add a plugin that brings steps for it";

    /** Steps whose one argument names another step by its class. */
    private static final Set<String> META = Set.of("step", "wrap");

    private final Names names;
    private final DefaultMethods defaults;
    private final Definitions definitions;
    private final ValueCheck values;
    private final List<CallFound> found = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private boolean libraries;
    /** In a class: its methods' calls are its own, steps are called on the script. */
    private boolean inClass;
    /** In a closure that may look for its calls elsewhere. */
    private boolean elsewhere;
    /** In a value that a step takes, where calls stand for values. */
    private boolean value;
    /** Somebody else reports what is wrong with the next call that is a statement. */
    private boolean reported;

    Calls(Names names, DefaultMethods defaults, Definitions definitions) {
        this.names = names;
        this.defaults = defaults;
        this.definitions = definitions;
        this.values = names.values();
        this.libraries = definitions.libraries();
    }

    /**
     * A file whose outermost statement calls what nothing defines, and what is not mistyped, was written for a library that its server loads into every
     * run: {@code buildPlugin()}.
     */
    void outermost(Statement statement) {
        if (statement instanceof ExpressionStatement simple
                && simple.getExpression() instanceof MethodCallExpression call
                && call.isImplicitThis()
                && call.getMethodAsString() != null
                && unknown(call.getMethodAsString())) {
            libraries |=
                    names.near(call.getMethodAsString(), definitions.methods()).isEmpty();
        }
    }

    private boolean unknown(String name) {
        return names.callee(name).kind() == Kind.UNKNOWN
                && !definitions.method(name)
                && !definitions.variable(name)
                && !defaults.has(name)
                && !names.symbol(name);
    }

    /** What nothing defines may be a shared library's. */
    boolean libraries() {
        return libraries;
    }

    List<CallFound> found() {
        found.sort(Comparator.comparingInt(CallFound::getLine).thenComparingInt(CallFound::getColumn));
        return found;
    }

    List<Finding> findings() {
        return findings;
    }

    void classes(ClassNode type) {
        inClass = true;
        type.getMethods().forEach(this::method);
        type.getDeclaredConstructors().forEach(this::method);
        inClass = false;
    }

    void method(MethodNode method) {
        if (method.getCode() != null) {
            method.getCode().visit(this);
        }
    }

    /** Visits a statement whose call, and the calls that are statements of its bodies, a dialect reports. */
    void statement(Statement statement) {
        reported = true;
        statement.visit(this);
        reported = false;
    }

    /** Visits values in which calls may stand for values of a plugin. */
    void values(Expression expression) {
        within(true, elsewhere, () -> expression.visit(this));
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        var quiet = reported;
        reported = false;
        var name = call.getMethodAsString();
        if (name == null) {
            super.visitMethodCallExpression(call);
        } else if (onScript(call)) {
            own(call, name, quiet);
        } else {
            other(call, name);
        }
        reported = quiet;
    }

    private boolean onScript(MethodCallExpression call) {
        if (call.isImplicitThis()) {
            return !inClass;
        }
        return call.getObjectExpression() instanceof VariableExpression variable
                && !inClass
                && (variable.isThisExpression()
                        || (variable.getName().equals("steps") && !definitions.variable("steps")));
    }

    /** A call of an object's method. */
    private void other(MethodCallExpression call, String name) {
        if (call.getObjectExpression() instanceof VariableExpression variable && !call.isImplicitThis()) {
            receiver(call, variable, name);
        }
        within(false, elsewhere, () -> call.getObjectExpression().visit(this));
        call.getMethod().visit(this);
        var away = call.isImplicitThis() ? elsewhere : elsewhere || !TRANSPARENT.contains(name);
        within(false, elsewhere, () -> arguments(call, away));
    }

    private void receiver(MethodCallExpression call, VariableExpression variable, String name) {
        var receiver = variable.getName();
        var script = SCRIPTS.contains(receiver) && definitions.variable(receiver);
        if (script) {
            var callee = names.callee(name);
            callee.step().ifPresent(step -> {
                found(call.getMethod(), name, callee);
                arguments(call, step);
            });
        } else if (GLOBALS.contains(receiver) && !definitions.variable(receiver)) {
            names.foreign(receiver).ifPresent(plugin -> {
                found(variable, receiver, new Callee(Kind.FOREIGN, Optional.empty(), plugin));
                report(
                        variable,
                        new Known.Missing(
                                "There is no variable '%s'; in Jenkins it comes from the plugin %s"
                                        .formatted(receiver, plugin),
                                INSTEAD));
            });
        }
    }

    /** A call of the script. */
    private void own(MethodCallExpression call, String name, boolean quiet) {
        var callee = names.callee(name);
        if (definitions.method(name)
                || (definitions.variable(name) && callee.step().isEmpty())) {
            within(false, elsewhere, () -> arguments(call, elsewhere || definitions.delegates()));
        } else if (value && (names.symbol(name) || callee.step().isEmpty())) {
            findings.addAll(values.call(call));
            call.getArguments().visit(this);
        } else if (callee.step().isPresent()) {
            step(call, name, callee, quiet);
        } else if (defaults.has(name)) {
            within(false, elsewhere, () -> arguments(call, elsewhere || !TRANSPARENT.contains(name)));
        } else if (names.symbol(name)) {
            if (!Given.of(call.getArguments()).named().isEmpty()) {
                findings.addAll(values.call(call));
            }
            within(true, elsewhere, () -> call.getArguments().visit(this));
        } else {
            missing(call, name, callee, quiet);
        }
    }

    private void step(MethodCallExpression call, String name, Callee callee, boolean quiet) {
        found(call.getMethod(), name, callee);
        var step = callee.step().orElseThrow();
        var given = Given.of(call.getArguments());
        if (!quiet && !elsewhere && !definitions.variable(name)) {
            arguments(call, step);
        }
        if (META.contains(name)) {
            meta(given);
        }
        for (var entry : given.named()) {
            var takesValue = takesValue(step, entry.getKeyExpression().getText());
            within(takesValue, elsewhere, () -> entry.getValueExpression().visit(this));
        }
        for (var argument : given.positional()) {
            reported = quiet && argument instanceof ClosureExpression && !name.equals("script");
            within(
                    argument instanceof ListExpression || argument instanceof MapExpression || META.contains(name),
                    elsewhere,
                    () -> argument.visit(this));
            reported = false;
        }
    }

    /** {@code step([$class: 'ArtifactArchiver', ...])}. */
    private void meta(Given given) {
        var entries = given.named();
        if (given.values().size() == 1 && given.values().getFirst() instanceof MapExpression map) {
            entries = map.getMapEntryExpressions();
        }
        for (var entry : entries) {
            if (entry.getKeyExpression().getText().equals("$class")
                    && entry.getValueExpression() instanceof ConstantExpression constant
                    && constant.getValue() instanceof String type) {
                var simple = type.substring(type.lastIndexOf('.') + 1);
                var callee = names.callee(simple);
                found(constant, simple, callee);
                if (callee.step().isEmpty()) {
                    names.missing(simple, Set.of()).ifPresent(missing -> report(constant, missing));
                }
            }
        }
    }

    private void missing(MethodCallExpression call, String name, Callee callee, boolean quiet) {
        if (elsewhere) {
            arguments(call, true);
            return;
        }
        found(call.getMethod(), name, callee);
        var theirs = callee.kind() == Kind.UNKNOWN && libraries;
        if (!quiet) {
            names.missing(name, definitions.methods(), libraries)
                    .ifPresent(missing -> report(call.getMethod(), missing));
        }
        var away = callee.kind() == Kind.UNKNOWN && !theirs;
        within(callee.kind() == Kind.FOREIGN, elsewhere, () -> arguments(call, away));
    }

    /** Visits arguments; what closures among them call may be somebody else's. */
    private void arguments(MethodCallExpression call, boolean away) {
        within(value, away, () -> call.getArguments().visit(this));
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        within(false, elsewhere, () -> super.visitClosureExpression(closure));
    }

    @Override
    public void visitMapExpression(MapExpression map) {
        findings.addAll(values.map(map));
        super.visitMapExpression(map);
    }

    private static boolean takesValue(StepDescription step, String parameter) {
        return step.getParametersList().stream()
                .filter(candidate -> candidate.getName().equals(parameter))
                .findFirst()
                .map(candidate -> switch (candidate.getType()) {
                    case TEXT, TRUTH, INTEGER, REAL, CHOICE -> false;
                    default -> true;
                })
                .orElse(true);
    }

    private void within(boolean inValue, boolean away, Runnable visit) {
        var outerValue = value;
        var outerElsewhere = elsewhere;
        value = inValue;
        elsewhere = away;
        visit.run();
        value = outerValue;
        elsewhere = outerElsewhere;
    }

    private void found(ASTNode place, String name, Callee callee) {
        found.add(CallFound.newBuilder()
                .setName(name)
                .setLine(Math.max(0, place.getLineNumber()))
                .setColumn(Math.max(0, place.getColumnNumber()))
                .setKind(callee.kind())
                .setPlugin(callee.plugin())
                .build());
    }

    private void report(ASTNode place, Known.Missing missing) {
        findings.add(new Finding(place.getLineNumber(), place.getColumnNumber(), missing.message(), missing.hint()));
    }

    private void arguments(MethodCallExpression call, StepDescription step) {
        if (!step.getName().equals("parallel")) {
            for (var problem : StepCalls.check(call, StepSignatures.of(step), names)) {
                findings.add(new Finding(problem.line(), problem.column(), problem.message(), problem.hint()));
            }
        }
    }
}
