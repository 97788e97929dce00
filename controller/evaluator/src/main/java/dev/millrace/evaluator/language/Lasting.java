package dev.millrace.evaluator.language;

import groovyjarjarasm.asm.ClassReader;
import groovyjarjarasm.asm.ClassVisitor;
import groovyjarjarasm.asm.FieldVisitor;
import groovyjarjarasm.asm.Opcodes;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Classes of a source that all runs of it in this process use: those of a script and its closures alone, which have nothing static that a program could
 * set, and know no class that another run could have otherwise. Linking them, and finding out what they call, is most of what it takes to begin a short
 * run. They are held while memory is enough. Safe for use by many threads.
 */
final class Lasting {
    private final String main;
    private final Map<String, Compiled.ClassFile> classes;
    private SoftReference<Class<?>> type = new SoftReference<>(null);

    private Lasting(String main, Map<String, Compiled.ClassFile> classes) {
        this.main = main;
        this.classes = classes;
    }

    /** Empty where each run needs classes of its own. */
    static Optional<Lasting> of(String main, Map<String, Compiled.ClassFile> own) {
        var closures = own.keySet().stream().allMatch(name -> name.equals(main) || name.startsWith(main + "$_"));
        return closures && own.values().stream().noneMatch(type -> keeps(type.bytes()))
                ? Optional.of(new Lasting(main, own))
                : Optional.empty();
    }

    /** The script's class; the same one each time, until nobody uses it and memory is short. */
    synchronized Class<?> type() throws ClassNotFoundException {
        var known = type.get();
        return known == null ? load() : known;
    }

    private Class<?> load() throws ClassNotFoundException {
        var shared = new PipelineLoader(
                Lasting.class.getClassLoader(),
                name -> ForeignTypes.foreign(name) ? new Compiled.ClassFile("", ForeignTypes.standIn(name)) : null,
                UnaryOperator.identity());
        var loaded = shared.script(classes, Map.of()).loadClass(main);
        type = new SoftReference<>(loaded);
        return loaded;
    }

    /** It has a static field that the compiler did not add for itself. */
    private static boolean keeps(byte[] code) {
        var fields = new Fields();
        new ClassReader(code).accept(fields, ClassReader.SKIP_CODE);
        return fields.kept;
    }

    private static final class Fields extends ClassVisitor {
        private boolean kept;

        Fields() {
            super(Opcodes.ASM9);
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            var still = (access & Opcodes.ACC_STATIC) != 0;
            var constant = (access & Opcodes.ACC_FINAL) != 0 && value != null;
            var added = (access & Opcodes.ACC_SYNTHETIC) != 0 || name.startsWith("$") || name.startsWith("__$");
            kept |= still && !constant && !added;
            return null;
        }
    }
}
