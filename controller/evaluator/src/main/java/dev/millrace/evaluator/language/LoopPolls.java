package dev.millrace.evaluator.language;

import groovyjarjarasm.asm.Label;
import groovyjarjarasm.asm.MethodVisitor;
import groovyjarjarasm.asm.Opcodes;
import java.util.List;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.VariableScope;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.DoWhileStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.LoopingStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.ThrowStatement;
import org.codehaus.groovy.ast.stmt.TryCatchStatement;
import org.codehaus.groovy.ast.stmt.WhileStatement;
import org.codehaus.groovy.classgen.BytecodeInstruction;
import org.codehaus.groovy.classgen.BytecodeSequence;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * Puts a look at {@link Poll} into each loop, method and closure, as byte code: no program can take it out or call something else in its place. What
 * tells of the virtual machine and not of the program is not pipeline code's to catch.
 */
final class LoopPolls extends CompilationCustomizer {
    private static final String POLL = Poll.class.getName().replace('.', '/');

    /** Too deep, or too much memory: nothing that a program could go on after and be the same when it is replayed. */
    private static final ClassNode MACHINE = ClassHelper.make(VirtualMachineError.class);

    LoopPolls() {
        super(CompilePhase.INSTRUCTION_SELECTION);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
        new Walk(source).visitClass(type);
    }

    private static Statement look() {
        return new BytecodeSequence(new BytecodeInstruction() {
            @Override
            public void visit(MethodVisitor code) {
                var on = new Label();
                code.visitFieldInsn(Opcodes.GETSTATIC, POLL, "wanted", "Z");
                code.visitJumpInsn(Opcodes.IFEQ, on);
                code.visitMethodInsn(Opcodes.INVOKESTATIC, POLL, "take", "()V", false);
                code.visitLabel(on);
            }
        });
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
        public void visitMethod(MethodNode method) {
            super.visitMethod(method);
            begin(method.getCode());
        }

        @Override
        public void visitClosureExpression(ClosureExpression closure) {
            super.visitClosureExpression(closure);
            begin(closure.getCode());
        }

        @Override
        public void visitForLoop(ForStatement loop) {
            super.visitForLoop(loop);
            turn(loop);
        }

        @Override
        public void visitWhileLoop(WhileStatement loop) {
            super.visitWhileLoop(loop);
            turn(loop);
        }

        @Override
        public void visitDoWhileLoop(DoWhileStatement loop) {
            super.visitDoWhileLoop(loop);
            turn(loop);
        }

        @Override
        public void visitTryCatchFinally(TryCatchStatement statement) {
            super.visitTryCatchFinally(statement);
            var catches = statement.getCatchStatements();
            if (catches.stream().anyMatch(caught -> related(caught.getExceptionType()))) {
                var failure = new Parameter(MACHINE, "virtualMachineError");
                catches.addFirst(new CatchStatement(failure, new ThrowStatement(new VariableExpression(failure))));
            }
        }

        private static boolean related(ClassNode type) {
            return MACHINE.isDerivedFrom(type) || type.isDerivedFrom(MACHINE);
        }

        /** An empty body gives null, which the compiler adds only where it finds nothing. */
        private static void begin(Statement code) {
            if (code instanceof BlockStatement block && !block.getStatements().isEmpty()) {
                block.getStatements().addFirst(look());
            }
        }

        private static void turn(LoopingStatement loop) {
            loop.setLoopBlock(new BlockStatement(List.of(look(), loop.getLoopBlock()), new VariableScope()));
        }
    }
}
