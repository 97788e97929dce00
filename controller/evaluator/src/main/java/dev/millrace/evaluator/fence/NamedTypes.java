package dev.millrace.evaluator.fence;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Predicate;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.PropertyNode;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.AttributeExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.SynchronizedStatement;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.SyntaxException;
import org.jspecify.annotations.Nullable;

/** Every type that a class names, looked up once its names are resolved and before anything is made of it. */
public final class NamedTypes extends ClassCodeVisitorSupport {
    private static final Set<String> NOT_OURS =
            Set.of("java", "javax", "jdk", "sun", "groovy", "groovyjarjarasm", "groovyjarjarantlr4");

    private static final String ONE_AT_A_TIME =
            "one branch of a pipeline computes at a time; use lock for what runs share";

    private final SourceUnit source;
    private final Predicate<ClassNode> standIn;
    private final AllowList list = AllowList.STANDARD;
    private final Set<String> said = new HashSet<>();
    private final Set<ClassNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private NamedTypes(SourceUnit source, Predicate<ClassNode> standIn) {
        this.source = source;
        this.standIn = standIn;
    }

    /**
     * Adds an error to the source for each place where the class names what it may not.
     *
     * @param standIn whether a type stands in for one that is not here
     */
    public static void check(SourceUnit source, ClassNode type, Predicate<ClassNode> standIn) {
        new NamedTypes(source, standIn).visitClass(type);
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return source;
    }

    @Override
    public void visitClass(ClassNode type) {
        var place = type.getPackageName();
        if (place != null && (NOT_OURS.contains(place.replaceAll("\\..*", "")) || engine(place))) {
            refuse(type, "The package " + place, "give it another name");
        }
        if (!type.isScript() || type.getLineNumber() > 0) {
            parent(type, type.getUnresolvedSuperClass(false));
            for (var one : type.getInterfaces()) {
                named(type, one);
            }
        }
        super.visitClass(type);
        transformations(type);
    }

    /** An annotation may stand for others, of which the source says nothing: what those do to the class is undone before it happens, unless it is on the list. */
    private void transformations(ClassNode type) {
        for (var phase : CompilePhase.values()) {
            var due = type.getTransforms(phase);
            if (due != null) {
                due.keySet().removeIf(transformation -> !list.transformation(transformation.getName()));
            }
        }
    }

    private static boolean engine(String place) {
        return place.startsWith("dev.millrace")
                || place.startsWith("org.codehaus.groovy")
                || place.startsWith("org.apache.groovy");
    }

    private void parent(ClassNode type, @Nullable ClassNode parent) {
        if (parent == null) {
            return;
        }
        named(type, parent);
        var rule = list.type(parent.redirect().getName());
        if (!own(parent)
                && rule != null
                && !(rule.all() && !rule.except().contains(Rule.CONSTRUCTOR))
                && !parent.redirect().getName().equals("java.lang.Object")) {
            refuse(type, "A class that extends " + parent.getName(), "");
        }
    }

    @Override
    protected void visitConstructorOrMethod(MethodNode method, boolean isConstructor) {
        if (method.getName().equals("finalize") && method.getParameters().length == 0) {
            refuse(
                    method,
                    "finalize()",
                    "it would run when nobody expects it; close what you opened in a finally block");
        }
        if (method.getName().startsWith("$") && method.getLineNumber() > 0) {
            refuse(method, "A method named " + method.getName(), "names with a dollar are the compiler's");
        }
        if (Modifier.isSynchronized(method.getModifiers())) {
            refuse(method, "synchronized", ONE_AT_A_TIME);
        }
        named(method, method.getReturnType());
        for (var parameter : method.getParameters()) {
            parameter(method, parameter);
        }
        if (method.getExceptions() != null) {
            for (var one : method.getExceptions()) {
                named(method, one);
            }
        }
        super.visitConstructorOrMethod(method, isConstructor);
    }

    private void parameter(ASTNode place, Parameter parameter) {
        named(parameter.getLineNumber() > 0 ? parameter : place, parameter.getType());
        if (parameter.hasInitialExpression()) {
            parameter.getInitialExpression().visit(this);
        }
    }

    @Override
    public void visitField(FieldNode field) {
        named(field, field.getType());
        super.visitField(field);
    }

    @Override
    public void visitProperty(PropertyNode property) {
        named(property, property.getType());
        super.visitProperty(property);
    }

    @Override
    public void visitAnnotations(AnnotatedNode node) {
        node.getAnnotations()
                .removeIf(annotation -> list.dropped(annotation.getClassNode().getName()));
        node.getAnnotations().stream()
                .filter(annotation -> annotation.getLineNumber() > 0)
                .filter(annotation -> !own(annotation.getClassNode())
                        && !list.annotation(annotation.getClassNode().getName()))
                .forEach(annotation ->
                        refuse(annotation, "@" + annotation.getClassNode().getNameWithoutPackage(), ""));
        super.visitAnnotations(node);
    }

    @Override
    public void visitDeclarationExpression(DeclarationExpression declaration) {
        if (declaration.isMultipleAssignmentDeclaration()) {
            declaration.getTupleExpression().getExpressions().forEach(one -> named(declaration, one.getType()));
        } else {
            named(declaration, declaration.getVariableExpression().getOriginType());
        }
        super.visitDeclarationExpression(declaration);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // this very expression declares it
    public void visitVariableExpression(VariableExpression variable) {
        if (variable.getAccessedVariable() == variable) {
            named(variable, variable.getOriginType());
        }
        metaclass(variable, variable.getName());
        super.visitVariableExpression(variable);
    }

    @Override
    public void visitAttributeExpression(AttributeExpression attribute) {
        metaclass(attribute, attribute.getPropertyAsString());
        super.visitAttributeExpression(attribute);
    }

    @Override
    public void visitPropertyExpression(PropertyExpression property) {
        if (property.getObjectExpression() instanceof VariableExpression object
                && (object.isThisExpression() || object.isSuperExpression())) {
            metaclass(property, property.getPropertyAsString());
        }
        super.visitPropertyExpression(property);
    }

    /** In a class of its own, the field that the compiler adds is written without anybody being asked. */
    private void metaclass(ASTNode place, @Nullable String name) {
        if (name != null && (name.equals("metaClass") || name.equals("setMetaClass"))) {
            refuse(place, name, list.insteadOf(Object.class, "metaClass"));
        }
    }

    @Override
    public void visitCastExpression(CastExpression cast) {
        named(cast, cast.getType());
        super.visitCastExpression(cast);
    }

    @Override
    public void visitClassExpression(ClassExpression expression) {
        named(expression, expression.getType());
        super.visitClassExpression(expression);
    }

    @Override
    public void visitArrayExpression(ArrayExpression array) {
        named(array, array.getElementType());
        super.visitArrayExpression(array);
    }

    @Override
    public void visitConstructorCallExpression(ConstructorCallExpression call) {
        if (!call.isSpecialCall()) {
            named(call, call.getType());
        }
        super.visitConstructorCallExpression(call);
    }

    @Override
    public void visitStaticMethodCallExpression(StaticMethodCallExpression call) {
        named(call, call.getOwnerType());
        member(call, call.getOwnerType(), call.getMethod());
        super.visitStaticMethodCallExpression(call);
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        metaclass(call, call.getMethodAsString());
        if (call.getObjectExpression() instanceof ClassExpression owner && call.getMethodAsString() != null) {
            member(call, owner.getType(), call.getMethodAsString());
        }
        super.visitMethodCallExpression(call);
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        if (closure.getParameters() != null) {
            for (var parameter : closure.getParameters()) {
                parameter(closure, parameter);
            }
        }
        super.visitClosureExpression(closure);
    }

    /** One run could hold what others wait for; and without it there is nothing to wait on. */
    @Override
    public void visitSynchronizedStatement(SynchronizedStatement statement) {
        refuse(statement, "synchronized", ONE_AT_A_TIME);
        super.visitSynchronizedStatement(statement);
    }

    @Override
    public void visitForLoop(ForStatement loop) {
        if (loop.getValueVariable() != null) {
            named(loop, loop.getValueVariable().getType());
        }
        if (loop.getIndexVariable() != null) {
            named(loop, loop.getIndexVariable().getType());
        }
        super.visitForLoop(loop);
    }

    @Override
    public void visitCatchStatement(CatchStatement caught) {
        named(caught, caught.getVariable().getType());
        super.visitCatchStatement(caught);
    }

    /** A static method that is there and not on the list: said now, not when it is called. */
    private void member(ASTNode place, ClassNode owner, String name) {
        var type = owner.redirect();
        var rule = list.type(type.getName());
        if (rule == null || rule.mentions(name) || own(type) || !type.isResolved()) {
            return;
        }
        var there = Arrays.stream(type.getTypeClass().getMethods())
                .anyMatch(method -> method.getName().equals(name) && Modifier.isStatic(method.getModifiers()));
        if (there && !hooked(type.getName(), name)) {
            refuse(place, type.getNameWithoutPackage() + "." + name, list.insteadOf(type.getTypeClass(), name));
        }
    }

    /** What is replaced later by a call that the journal answers. */
    private static boolean hooked(String type, String name) {
        return Set.of("now", "random", "randomUUID", "me", "currentTimeMillis", "nanoTime", "getInstance")
                        .contains(name)
                && !type.equals("java.time.Clock");
    }

    private void named(ASTNode place, @Nullable ClassNode type) {
        if (type == null || type.isGenericsPlaceHolder()) {
            return;
        }
        if (type.isArray()) {
            named(place, type.getComponentType());
            return;
        }
        if (type.getGenericsTypes() != null && seen.add(type)) {
            for (var one : type.getGenericsTypes()) {
                if (!one.isPlaceholder() && !one.isWildcard()) {
                    named(place, one.getType());
                }
            }
        }
        var name = type.redirect().getName();
        if (!own(type) && !list.names(name)) {
            refuse(place, name, list.insteadOf(name));
        }
    }

    private boolean own(ClassNode type) {
        var one = type.redirect();
        while (one.isArray()) {
            one = one.getComponentType().redirect();
        }
        return one.isPrimaryClassNode() || standIn.test(one) || isPrimitive(one);
    }

    private static boolean isPrimitive(ClassNode type) {
        return org.codehaus.groovy.ast.ClassHelper.isPrimitiveType(type);
    }

    private void refuse(ASTNode place, String what, String instead) {
        int line = place.getLineNumber();
        if (line > 0 && said.add(line + ":" + what)) {
            source.addErrorAndContinue(
                    new SyntaxException(NotForPipelines.message(what, instead), line, place.getColumnNumber()));
        }
    }
}
