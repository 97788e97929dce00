package dev.millrace.evaluator.language;

import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.SyntaxException;

/** Annotations that have the compiler itself fetch or run something. Refused before the compiler looks at them. */
final class Refusals {
    private static final Set<String> NAMES = Set.of(
            "Grab",
            "Grapes",
            "GrabConfig",
            "GrabResolver",
            "GrabExclude",
            "ASTTest",
            "AnnotationCollector",
            "BaseScript");

    private Refusals() {}

    static void check(SourceUnit source) {
        var module = source.getAST();
        if (module == null) {
            return;
        }
        module.getImports().stream().map(ImportNode::getAnnotations).forEach(found -> refuse(source, found));
        module.getStarImports().stream().map(ImportNode::getAnnotations).forEach(found -> refuse(source, found));
        module.getStaticImports().values().stream()
                .map(ImportNode::getAnnotations)
                .forEach(found -> refuse(source, found));
        var walk = new Walk(source);
        module.getClasses().forEach(walk::visitClass);
        module.getStatementBlock().visit(walk);
        module.getMethods().forEach(walk::visitMethod);
    }

    private static void refuse(SourceUnit source, List<AnnotationNode> annotations) {
        for (var annotation : annotations) {
            var type = annotation.getClassNode().getName();
            var name = type.substring(type.lastIndexOf('.') + 1);
            if (NAMES.contains(name) && annotation.getLineNumber() > 0) { // a script has one of the compiler's own
                source.addErrorAndContinue(new SyntaxException(
                        "@" + name
                                + " is not for pipelines: the process that runs them has no network; put what you need into a shared library or into a step",
                        annotation.getLineNumber(),
                        annotation.getColumnNumber()));
            }
        }
    }

    private static final class Walk extends ClassCodeVisitorSupport {
        private final SourceUnit source;

        Walk(SourceUnit source) {
            this.source = source;
        }

        @Override
        protected SourceUnit getSourceUnit() {
            return source;
        }

        @Override
        public void visitAnnotations(AnnotatedNode node) {
            refuse(source, node.getAnnotations());
        }
    }
}
