package dev.millrace.evaluator.fence;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.ResolveVisitor;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.SyntaxException;

/**
 * Annotations of a source, looked at before the compiler does: to compile is to run what they stand for. Names are not resolved yet, so one is refused if
 * anything that it may mean is.
 */
public final class Annotations {
    private final SourceUnit source;
    private final ModuleNode module;
    private final Predicate<String> there;
    private final AllowList list = AllowList.STANDARD;

    private Annotations(SourceUnit source, Predicate<String> there) {
        this.source = source;
        this.module = source.getAST();
        this.there = there;
    }

    /**
     * Adds an error for each that is refused, and takes away those that are to mean nothing.
     *
     * @param there whether there is a type of this full name that is not a pipeline's own
     */
    public static void check(SourceUnit source, Predicate<String> there) {
        if (source.getAST() != null) {
            new Annotations(source, there).check();
        }
    }

    private void check() {
        imports().forEach(imported -> refuse(imported.getAnnotations()));
        if (module.getPackage() != null) {
            refuse(module.getPackage().getAnnotations());
        }
        var walk = new Walk();
        module.getClasses().forEach(walk::visitClass);
        module.getStatementBlock().visit(walk);
        module.getMethods().forEach(walk::visitMethod);
    }

    private Stream<ImportNode> imports() {
        return Stream.of(
                        module.getImports(),
                        module.getStarImports(),
                        module.getStaticImports().values(),
                        module.getStaticStarImports().values())
                .flatMap(java.util.Collection::stream);
    }

    private void refuse(List<AnnotationNode> annotations) {
        for (var annotation : annotations) {
            if (annotation.getLineNumber() <= 0) {
                continue; // a script has one of the compiler's own
            }
            var name = annotation.getClassNode().getName();
            meanings(name).stream()
                    .filter(there)
                    .filter(meaning -> !list.annotation(meaning))
                    .findFirst()
                    .ifPresent(meaning -> source.addErrorAndContinue(new SyntaxException(
                            NotForPipelines.message("@" + name, instead(meaning)),
                            annotation.getLineNumber(),
                            annotation.getColumnNumber())));
        }
    }

    private static String instead(String meaning) {
        return meaning.startsWith("groovy.lang.Grab") || meaning.startsWith("groovy.lang.Grapes")
                ? "the process that runs them has no network; put what you need into a shared library or into a step"
                : "it has the compiler itself run something";
    }

    /** Full names of all that a name in this source may stand for. */
    private List<String> meanings(String name) {
        var meanings = new ArrayList<String>();
        meanings.add(name);
        var first = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        var rest = name.substring(first.length()).replace('.', '$');
        for (var imported : module.getImports()) {
            if (first.equals(imported.getAlias())) {
                return List.of(imported.getClassName() + rest);
            }
        }
        var packages = Stream.concat(
                Stream.of(ResolveVisitor.DEFAULT_IMPORTS),
                module.getStarImports().stream().map(ImportNode::getPackageName));
        packages.forEach(prefix -> meanings.add(prefix + first + rest));
        Stream.of("com.cloudbees.groovy.cps.", "org.jenkinsci.plugins.workflow.libs.")
                .forEach(prefix -> meanings.add(prefix + name));
        return meanings;
    }

    private boolean dropped(AnnotationNode annotation) {
        var name = annotation.getClassNode().getName();
        return meanings(name).stream().filter(there).anyMatch(list::dropped)
                || (!name.contains(".")
                        && list.dropped("groovy.transform." + name)
                        && module.getImports().stream()
                                .noneMatch(imported -> Objects.equals(imported.getAlias(), name)));
    }

    private final class Walk extends ClassCodeVisitorSupport {
        @Override
        protected SourceUnit getSourceUnit() {
            return source;
        }

        @Override
        public void visitAnnotations(AnnotatedNode node) {
            refuse(node.getAnnotations());
            node.getAnnotations().removeIf(Annotations.this::dropped);
        }

        @Override
        protected void visitStatementAnnotations(Statement statement) {
            refuse(statement.getStatementAnnotations());
        }

        @Override
        public void visitDeclarationExpression(DeclarationExpression declaration) {
            visitAnnotations(declaration);
            super.visitDeclarationExpression(declaration);
        }

        @Override
        protected void visitConstructorOrMethod(org.codehaus.groovy.ast.MethodNode node, boolean isConstructor) {
            parameters(node.getParameters());
            super.visitConstructorOrMethod(node, isConstructor);
        }

        @Override
        public void visitClosureExpression(ClosureExpression closure) {
            if (closure.getParameters() != null) {
                parameters(closure.getParameters());
            }
            super.visitClosureExpression(closure);
        }

        private void parameters(Parameter[] parameters) {
            for (var parameter : parameters) {
                visitAnnotations(parameter);
                if (parameter.hasInitialExpression()) {
                    parameter.getInitialExpression().visit(this);
                }
            }
        }
    }
}
