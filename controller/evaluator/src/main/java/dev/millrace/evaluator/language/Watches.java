package dev.millrace.evaluator.language;

import groovyjarjarasm.asm.ClassReader;
import groovyjarjarasm.asm.ClassWriter;
import groovyjarjarasm.asm.MethodTooLargeException;
import groovyjarjarasm.asm.Opcodes;
import groovyjarjarasm.asm.Type;
import groovyjarjarasm.asm.tree.AbstractInsnNode;
import groovyjarjarasm.asm.tree.ClassNode;
import groovyjarjarasm.asm.tree.FrameNode;
import groovyjarjarasm.asm.tree.IincInsnNode;
import groovyjarjarasm.asm.tree.InsnList;
import groovyjarjarasm.asm.tree.InsnNode;
import groovyjarjarasm.asm.tree.LabelNode;
import groovyjarjarasm.asm.tree.LdcInsnNode;
import groovyjarjarasm.asm.tree.LineNumberNode;
import groovyjarjarasm.asm.tree.LocalVariableNode;
import groovyjarjarasm.asm.tree.MethodInsnNode;
import groovyjarjarasm.asm.tree.MethodNode;
import groovyjarjarasm.asm.tree.TryCatchBlockNode;
import groovyjarjarasm.asm.tree.VarInsnNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has compiled pipeline code tell {@link Watch} of its calls and of what it puts into local variables. It does the same as without; only programs that are
 * looked at, and thrown away afterwards, are changed so.
 */
final class Watches {
    private static final String WATCH = Watch.class.getName().replace('.', '/');

    private Watches() {}

    /** The class with its calls; as it was where these do not fit into it. */
    static byte[] in(byte[] code) {
        var type = new ClassNode();
        new ClassReader(code).accept(type, 0);
        type.methods.stream().filter(Watches::watched).forEach(method -> watch(type, method));
        var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        try {
            type.accept(writer);
            return writer.toByteArray();
        } catch (MethodTooLargeException e) {
            return code;
        }
    }

    /** What the compiler adds, such as the ways to a closure's body, has no lines. */
    private static boolean watched(MethodNode method) {
        return method.instructions.size() > 0
                && (method.access & Opcodes.ACC_SYNTHETIC) == 0
                && !method.name.startsWith("<")
                && firstLine(method) > 0;
    }

    private static int firstLine(MethodNode method) {
        for (var instruction : method.instructions) {
            if (instruction instanceof LineNumberNode line) {
                return line.line;
            }
        }
        return 0;
    }

    private static void watch(ClassNode type, MethodNode method) {
        var still = (method.access & Opcodes.ACC_STATIC) != 0;
        var variables = variables(method);
        for (var instruction : method.instructions.toArray()) {
            var stored = stored(instruction);
            if (stored >= 0) {
                var variable = variable(method, variables, stored, instruction);
                if (variable >= 0) {
                    method.instructions.insert(instruction, store(variables.get(variable), variable));
                }
            } else if (instruction.getOpcode() >= Opcodes.IRETURN && instruction.getOpcode() <= Opcodes.RETURN) {
                method.instructions.insertBefore(instruction, call("leave", "()V"));
            }
        }
        var begin = new LabelNode();
        var head = new InsnList();
        head.add(still ? new InsnNode(Opcodes.ACONST_NULL) : new VarInsnNode(Opcodes.ALOAD, 0));
        head.add(new LdcInsnNode(described(type, method, variables)));
        head.add(call("enter", "(Ljava/lang/Object;Ljava/lang/String;)V"));
        head.add(begin);
        var slot = still ? 0 : 1;
        for (var parameter : Type.getArgumentTypes(method.desc)) {
            for (var i = 0; i < variables.size(); i++) {
                if (variables.get(i).index == slot && offset(variables.get(i).start) == 0) {
                    head.add(store(variables.get(i), i));
                    break;
                }
            }
            slot += parameter.getSize();
        }
        method.instructions.insert(head);
        thrown(method, begin);
    }

    /** However else it is left, it is left. */
    private static void thrown(MethodNode method, LabelNode begin) {
        var end = new LabelNode();
        method.instructions.add(end);
        method.instructions.add(new FrameNode(Opcodes.F_FULL, 0, new Object[0], 1, new Object[] {
            Throwable.class.getName().replace('.', '/')
        }));
        method.instructions.add(call("leave", "()V"));
        method.instructions.add(new InsnNode(Opcodes.ATHROW));
        method.tryCatchBlocks.add(new TryCatchBlockNode(begin, end, end, null));
    }

    private static List<LocalVariableNode> variables(MethodNode method) {
        return method.localVariables == null
                ? List.of()
                : method.localVariables.stream()
                        .filter(variable -> !variable.name.equals("this") && !variable.name.startsWith("$"))
                        .toList();
    }

    private static int stored(AbstractInsnNode instruction) {
        return switch (instruction) {
            case VarInsnNode store when store.getOpcode() >= Opcodes.ISTORE -> store.var;
            case IincInsnNode step -> step.var;
            default -> -1;
        };
    }

    /** The variable that a place belongs to there; a variable begins where it is first stored, or right behind that. */
    private static int variable(
            MethodNode method, List<LocalVariableNode> variables, int slot, AbstractInsnNode instruction) {
        var at = method.instructions.indexOf(instruction);
        for (var i = 0; i < variables.size(); i++) {
            var variable = variables.get(i);
            if (variable.index == slot
                    && method.instructions.indexOf(variable.start) <= next(method, instruction)
                    && at < method.instructions.indexOf(variable.end)) {
                return i;
            }
        }
        return -1;
    }

    /** Of the next real instruction. */
    private static int next(MethodNode method, AbstractInsnNode instruction) {
        var next = instruction.getNext();
        while (next != null && next.getOpcode() < 0) {
            next = next.getNext();
        }
        return next == null ? method.instructions.size() : method.instructions.indexOf(next);
    }

    private static InsnList store(LocalVariableNode variable, int number) {
        var type = Type.getType(variable.desc);
        var code = new InsnList();
        code.add(new VarInsnNode(type.getOpcode(Opcodes.ILOAD), variable.index));
        var boxed = boxed(type);
        if (boxed != null) {
            code.add(new MethodInsnNode(
                    Opcodes.INVOKESTATIC, boxed, "valueOf", "(%s)L%s;".formatted(type.getDescriptor(), boxed), false));
        }
        code.add(new LdcInsnNode(number));
        code.add(call("store", "(Ljava/lang/Object;I)V"));
        return code;
    }

    private static @Nullable String boxed(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN -> "java/lang/Boolean";
            case Type.CHAR -> "java/lang/Character";
            case Type.BYTE -> "java/lang/Byte";
            case Type.SHORT -> "java/lang/Short";
            case Type.INT -> "java/lang/Integer";
            case Type.FLOAT -> "java/lang/Float";
            case Type.LONG -> "java/lang/Long";
            case Type.DOUBLE -> "java/lang/Double";
            default -> null;
        };
    }

    private static MethodInsnNode call(String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, WATCH, name, descriptor, false);
    }

    /** How many real instructions stand before it. */
    private static int offset(LabelNode label) {
        var before = 0;
        for (AbstractInsnNode each = label.getPrevious(); each != null; each = each.getPrevious()) {
            before += each.getOpcode() < 0 ? 0 : 1;
        }
        return before;
    }

    /** Class, method, and a line for each variable: its name, and the lines that it is there in. */
    private static String described(ClassNode type, MethodNode method, List<LocalVariableNode> variables) {
        var text = new StringBuilder(type.name.replace('/', '.')).append('\n').append(method.name);
        for (var variable : variables) {
            var first = 0;
            for (AbstractInsnNode each = variable.start; each != null && first == 0; each = each.getPrevious()) {
                first = each instanceof LineNumberNode line ? line.line : 0;
            }
            var last = first;
            for (AbstractInsnNode each = variable.start;
                    each != null && !each.equals(variable.end);
                    each = each.getNext()) {
                last = each instanceof LineNumberNode line ? Math.max(last, line.line) : last;
            }
            text.append('\n')
                    .append(variable.name)
                    .append(':')
                    .append(first)
                    .append(':')
                    .append(last);
        }
        return text.toString();
    }
}
