package dev.millrace.evaluator.language;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.GroovyCodeVisitor;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.classgen.FinalVariableAnalyzer;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.jspecify.annotations.Nullable;

/**
 * Groovy looks whether a variable that is declared final is assigned once. To do so it follows all variables, and copies what it knows of them at each
 * closure and each condition: the square of the size of a script, for something that few scripts have. So it is shown only those statements of a body
 * that name a final variable. The others cannot change what it finds.
 */
final class Finals extends CompilationCustomizer {
    Finals() {
        super(CompilePhase.INSTRUCTION_SELECTION);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
        var declared = new Declared(source);
        declared.visitClass(type);
        new Walk(source, declared.names).visitClass(type);
    }

    /** Names of all variables and parameters of a class that are declared final. */
    private static final class Declared extends ClassCodeVisitorSupport {
        private final SourceUnit source;
        private final Set<String> names = new HashSet<>();

        Declared(SourceUnit source) {
            this.source = source;
        }

        @Override
        protected SourceUnit getSourceUnit() {
            return source;
        }

        @Override
        protected void visitConstructorOrMethod(MethodNode method, boolean constructor) {
            add(method.getParameters());
            super.visitConstructorOrMethod(method, constructor);
        }

        @Override
        public void visitClosureExpression(ClosureExpression closure) {
            add(closure.getParameters());
            super.visitClosureExpression(closure);
        }

        @Override
        public void visitForLoop(ForStatement loop) {
            add(loop.getValueVariable());
            add(loop.getIndexVariable());
            super.visitForLoop(loop);
        }

        @Override
        public void visitCatchStatement(CatchStatement caught) {
            add(caught.getVariable());
            super.visitCatchStatement(caught);
        }

        @Override
        public void visitDeclarationExpression(DeclarationExpression declaration) {
            if (declaration.isMultipleAssignmentDeclaration()) {
                declaration.getTupleExpression().getExpressions().forEach(one -> {
                    if (one instanceof VariableExpression variable) {
                        add(variable.getName(), variable.getModifiers());
                    }
                });
            } else {
                var variable = declaration.getVariableExpression();
                add(variable.getName(), variable.getModifiers());
            }
            super.visitDeclarationExpression(declaration);
        }

        private void add(Parameter @Nullable [] parameters) {
            if (parameters != null) {
                for (var parameter : parameters) {
                    add(parameter);
                }
            }
        }

        private void add(@Nullable Parameter parameter) {
            if (parameter != null) {
                add(parameter.getName(), parameter.getModifiers());
            }
        }

        private void add(String name, int modifiers) {
            if (Modifier.isFinal(modifiers)) {
                names.add(name);
            }
        }
    }

    /** Marks the statements of the bodies of methods and closures, in one pass. */
    private static final class Walk extends ClassCodeVisitorSupport {
        private final SourceUnit source;
        private final Set<String> finals;
        private long seen;

        Walk(SourceUnit source, Set<String> finals) {
            this.source = source;
            this.finals = finals;
        }

        @Override
        protected SourceUnit getSourceUnit() {
            return source;
        }

        @Override
        protected void visitConstructorOrMethod(MethodNode method, boolean constructor) {
            super.visitConstructorOrMethod(method, constructor);
            if (method.getCode() instanceof BlockStatement block) {
                method.setCode(marked(block));
            }
        }

        @Override
        public void visitClosureExpression(ClosureExpression closure) {
            super.visitClosureExpression(closure);
            if (closure.getCode() instanceof BlockStatement block) {
                closure.setCode(marked(block));
            }
        }

        @Override
        public void visitVariableExpression(VariableExpression variable) {
            if (finals.contains(variable.getName())) {
                seen++;
            }
        }

        @Override
        public void visitBlockStatement(BlockStatement block) {
            var naming = new ArrayList<Statement>();
            for (var statement : block.getStatements()) {
                var before = seen;
                statement.visit(this);
                if (seen > before) {
                    naming.add(statement);
                }
            }
            block.putNodeMetaData(Finals.class, naming);
        }

        private static BlockStatement marked(BlockStatement block) {
            List<Statement> naming = block.getNodeMetaData(Finals.class);
            return naming == null || naming.size() == block.getStatements().size() ? block : new Marked(block, naming);
        }
    }

    /** A body as it was, but for the analysis of final variables. */
    private static final class Marked extends BlockStatement {
        private final BlockStatement shown;

        Marked(BlockStatement all, List<Statement> naming) {
            super(all.getStatements(), all.getVariableScope());
            setSourcePosition(all);
            copyStatementLabels(all);
            copyNodeMetaData(all);
            this.shown = new BlockStatement(naming, all.getVariableScope());
        }

        @Override
        public void visit(GroovyCodeVisitor visitor) {
            if (visitor instanceof FinalVariableAnalyzer) {
                shown.visit(visitor);
            } else {
                super.visit(visitor);
            }
        }
    }
}
