package dev.millrace.evaluator.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.control.SourceUnit;
import org.jspecify.annotations.Nullable;

/**
 * The names that a file defines anywhere: methods, variables, parameters, fields, classes, static imports. Scopes are not told apart: a name that is
 * defined somewhere is never called unknown.
 */
final class Definitions extends ClassCodeVisitorSupport {
    /** Where classes live that a pipeline may name and that no library brings. */
    private static final List<String> PLATFORM = List.of(
            "java.",
            "javax.",
            "groovy.",
            "org.codehaus.groovy.",
            "org.apache.groovy.",
            "hudson.",
            "jenkins.",
            "org.jenkinsci.",
            "org.jenkins.",
            "com.cloudbees.",
            "com.michelin.",
            "org.kohsuke.",
            "org.csanchez.");

    private final Set<String> methods = new HashSet<>();
    private final Set<String> variables = new HashSet<>();
    private boolean libraries;
    private boolean delegates;

    private Definitions() {}

    static Definitions of(ModuleNode module) {
        var definitions = new Definitions();
        for (var imported : module.getImports()) {
            definitions.imported(imported, imported.getClassName());
            definitions.variables.add(String.valueOf(imported.getAlias()));
        }
        for (var imported : module.getStarImports()) {
            definitions.imported(imported, imported.getPackageName());
        }
        for (var imported : module.getStaticImports().values()) {
            definitions.imported(imported, imported.getClassName());
            definitions.methods.add(String.valueOf(imported.getAlias()));
        }
        for (var imported : module.getStaticStarImports().values()) {
            definitions.imported(imported, imported.getClassName());
            definitions.libraries = true; // any name may come from there
        }
        if (module.getPackage() != null) {
            definitions.annotated(module.getPackage());
        }
        for (var type : module.getClasses()) {
            definitions.variables.add(type.getNameWithoutPackage());
            definitions.visitClass(type);
        }
        return definitions;
    }

    /** A method of the script, or of one of the file's classes. */
    boolean method(String name) {
        return methods.contains(name);
    }

    /** A variable, which may hold a closure. */
    boolean variable(String name) {
        return variables.contains(name);
    }

    /** Shared libraries are used, or classes that nobody else can bring. */
    boolean libraries() {
        return libraries;
    }

    /** Somewhere a closure is told to look elsewhere for its calls. */
    boolean delegates() {
        return delegates;
    }

    /** For hints. */
    Set<String> methods() {
        return methods;
    }

    private void imported(AnnotatedNode node, @Nullable String name) {
        annotated(node);
        foreign(name);
    }

    private void annotated(AnnotatedNode node) {
        libraries |= node.getAnnotations().stream()
                .anyMatch(annotation ->
                        annotation.getClassNode().getNameWithoutPackage().equals("Library"));
    }

    @Override
    protected @Nullable SourceUnit getSourceUnit() {
        return null;
    }

    @Override
    public void visitAnnotations(AnnotatedNode node) {
        annotated(node);
    }

    @Override
    public void visitClass(ClassNode type) {
        if (!type.isScript() && type.getUnresolvedSuperClass() != null) {
            foreign(type.getUnresolvedSuperClass().getName());
        }
        super.visitClass(type);
    }

    @Override
    protected void visitConstructorOrMethod(MethodNode method, boolean constructor) {
        methods.add(method.getName());
        parameters(method.getParameters());
        super.visitConstructorOrMethod(method, constructor);
    }

    @Override
    public void visitField(FieldNode field) {
        variables.add(field.getName());
        super.visitField(field);
    }

    @Override
    public void visitDeclarationExpression(DeclarationExpression declaration) {
        annotated(declaration);
        target(declaration.getLeftExpression());
        super.visitDeclarationExpression(declaration);
    }

    @Override
    public void visitBinaryExpression(BinaryExpression expression) {
        if (expression.getOperation().getText().equals("=")) {
            target(expression.getLeftExpression());
        }
        super.visitBinaryExpression(expression);
    }

    private void target(Expression left) {
        switch (left) {
            case VariableExpression variable -> variables.add(variable.getName());
            case TupleExpression tuple -> tuple.getExpressions().forEach(this::target);
            case PropertyExpression property -> {
                var name = property.getPropertyAsString();
                delegates |= "delegate".equals(name) || "resolveStrategy".equals(name);
                if (name != null && property.getObjectExpression().getText().matches("this|binding|script")) {
                    variables.add(name);
                }
            }
            default -> {}
        }
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        if (closure.getParameters() != null) {
            parameters(closure.getParameters());
        }
        super.visitClosureExpression(closure);
    }

    @Override
    public void visitForLoop(ForStatement loop) {
        if (loop.getValueVariable() != null) {
            variables.add(loop.getValueVariable().getName());
        }
        super.visitForLoop(loop);
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        switch (String.valueOf(call.getMethodAsString())) {
            // library 'x' may bring global variables; evaluate and load may set variables that hold closures.
            case "library", "libraries", "evaluate", "load" -> libraries |= call.isImplicitThis();
            case "setDelegate", "setResolveStrategy", "rehydrate" -> delegates = true;
            default -> {}
        }
        super.visitMethodCallExpression(call);
    }

    @Override
    public void visitConstructorCallExpression(ConstructorCallExpression call) {
        foreign(call.getType().getName());
        super.visitConstructorCallExpression(call);
    }

    /** A class that neither Java nor Groovy nor Jenkins brings is a library's. */
    private void foreign(@Nullable String type) {
        libraries |= type != null && type.contains(".") && PLATFORM.stream().noneMatch(type::startsWith);
    }

    private void parameters(Parameter[] parameters) {
        for (var parameter : parameters) {
            variables.add(parameter.getName());
        }
    }
}
