package dev.millrace.evaluator.language;

import dev.millrace.evaluator.declarative.ParserThread;
import dev.millrace.evaluator.declarative.Problem;
import dev.millrace.evaluator.declarative.SourceRules;
import dev.millrace.evaluator.fence.Annotations;
import dev.millrace.evaluator.language.Compiled.ClassFile;
import dev.millrace.wire.proto.ProblemRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.classgen.ClassCompletionVerifier;
import org.codehaus.groovy.classgen.ExtendedVerifier;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.classgen.Verifier;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.LabelVerifier;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.ImportCustomizer;

/** Compiles sources to byte code, with calls to clock and randomness replaced and what is refused refused. Safe for use by many threads. */
final class Compiler {
    static final String MAIN = "WorkflowScript";

    /** Part of Groovy's default imports, or of Jenkins', in the versions that pipelines were written for. */
    private static final String[] IMPORTS = {
        "com.cloudbees.groovy.cps.NonCPS",
        "org.jenkinsci.plugins.workflow.libs.Library",
        "groovy.xml.XmlSlurper",
        "groovy.xml.XmlParser"
    };

    private static final int REMEMBERED = 64;
    private final StepCatalog catalog;
    private final Dialect dialect;
    private final KnownTypes types = new KnownTypes(Compiler.class.getClassLoader());
    private final Map<Key, Compiled> recent = Collections.synchronizedMap(new Recent());

    private final Map<Key, ReentrantLock> turns = new ConcurrentHashMap<>();

    private record Key(String classPath, SourceText source) {}

    Compiler(StepCatalog catalog, Dialect dialect) {
        this.catalog = catalog;
        this.dialect = dialect;
    }

    /** Types that are there, and stand-ins for those of Jenkins. */
    KnownTypes types() {
        return types;
    }

    /** Byte code of a source, from the last few that were compiled if it is among them. */
    Compiled compile(SourceText source, ClassPath classPath) throws Refused {
        var key = new Key(classPath.key(), source);
        var known = recent.get(key);
        return known == null ? compileOnce(key, source, classPath) : known;
    }

    /** Runs that begin together often have the same source: one compiles it, the others wait for that. */
    private Compiled compileOnce(Key key, SourceText source, ClassPath classPath) throws Refused {
        var turn = turns.computeIfAbsent(key, _ -> new ReentrantLock());
        turn.lock();
        try {
            var known = recent.get(key);
            if (known == null) {
                known = translate(source, classPath, Purpose.RUN, module -> {});
                recent.put(key, known);
            }
            return known;
        } finally {
            turns.remove(key, turn);
            turn.unlock();
        }
    }

    /**
     * The same for a source that is only looked at, without the libraries that it uses: what they may bring is taken to be there. It is shown as it was
     * parsed, before anything changes it. Makes no byte code, which is most of the work.
     */
    Compiled examine(SourceText source, ClassPath classPath, Consumer<ModuleNode> look) throws Refused {
        return translate(source, classPath, Purpose.LOOK, look);
    }

    private enum Purpose {
        RUN(Phases.CLASS_GENERATION),
        LOOK(Phases.INSTRUCTION_SELECTION);

        private final int phase;

        Purpose(int phase) {
            this.phase = phase;
        }
    }

    private Compiled translate(SourceText source, ClassPath classPath, Purpose purpose, Consumer<ModuleNode> look)
            throws Refused {
        var wrong = SourceRules.check(source.text());
        if (wrong.isPresent()) {
            throw new Refused(List.of(Mistakes.record(source.file(), wrong.get())));
        }
        try {
            return ParserThread.call(() -> parsed(source, classPath, purpose, look));
        } catch (Refused e) {
            throw e;
        } catch (ParserThread.TooDeep e) {
            throw new Refused(List.of(Mistakes.record(
                    source.file(),
                    new Problem(
                            1, 1, String.valueOf(e.getMessage()), "Split long expressions and chains of else if"))));
        } catch (Exception e) {
            throw Sneaky.thrown(e);
        }
    }

    private Compiled parsed(SourceText source, ClassPath classPath, Purpose purpose, Consumer<ModuleNode> look)
            throws Refused {
        var unit = unit();
        var resolver = new TypeResolver(types, classPath, purpose == Purpose.LOOK);
        unit.setClassNodeResolver(resolver);
        resolver.compiles(source);
        var main = unit.addSource(source.name(), Shebang.without(source.text()));
        var readings = new ArrayList<>(List.of(dialect.reading(catalog, classPath.variables())));
        unit.addPhaseOperation(
                (SourceUnit read) -> {
                    if (read.getName().equals(source.name())) {
                        look.accept(read.getAST());
                    }
                    Imports.tidy(read, classPath.variables());
                    Annotations.check(read, name -> types.type(name).isPresent());
                    if (read.getName().equals(source.name())) {
                        readings.getFirst().call(read);
                        readings.addAll(Pockets.read(read, () -> dialect.reading(catalog, classPath.variables())));
                    }
                },
                Phases.CONVERSION);
        unit.addPhaseOperation(new Chunks(), Phases.CONVERSION);
        if (purpose == Purpose.LOOK) {
            unit.addPhaseOperation(Compiler::complete, purpose.phase);
        }
        try {
            unit.compile(purpose.phase);
        } catch (CompilationFailedException e) {
            var found = problems(readings, source);
            throw new Refused(found.isEmpty() ? Mistakes.of(e, resolver.files(), source.text()) : found);
        }
        return compiled(unit, main, resolver.files(), source, readings);
    }

    /** What the generation of byte code looks at first, and may refuse. */
    private static void complete(SourceUnit source, GeneratorContext context, ClassNode type) {
        new Verifier().visitClass(type);
        new LabelVerifier(source).visitClass(type);
        new ClassCompletionVerifier(source).visitClass(type);
        new ExtendedVerifier(source).visitClass(type);
    }

    private CompilationUnit unit() {
        var configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(PipelineScript.class.getName());
        configuration.setSourceEncoding("UTF-8");
        configuration.setDisabledGlobalASTTransformations(Set.of("groovy.grape.GrabAnnotationTransformation"));
        configuration.addCompilationCustomizers(
                new ImportCustomizer().addImports(IMPORTS),
                new NamedTypesCheck(),
                new Rewriter(),
                new LoopPolls(),
                new Finals());
        return new CompilationUnit(
                configuration, null, new groovy.lang.GroovyClassLoader(Compiler.class.getClassLoader(), configuration));
    }

    private static Compiled compiled(
            CompilationUnit unit,
            SourceUnit main,
            Map<String, String> files,
            SourceText source,
            List<Dialect.Reading> readings) {
        var origins = new HashMap<String, String>();
        for (var module : unit.getAST().getModules()) {
            var name = module.getContext().getName();
            var file = name.equals(MAIN) ? "" : files.getOrDefault(name, "");
            module.getClasses().forEach(type -> origins.put(type.getName(), file));
        }
        var mine = names(main.getAST());
        var own = new HashMap<String, ClassFile>();
        var shared = new HashMap<String, ClassFile>();
        unit.getClasses().forEach(type -> {
            var outer = outermost(type.getName(), origins);
            var file = origins.getOrDefault(outer, source.pipeline() ? "" : source.file());
            (mine.contains(outer) ? own : shared).put(type.getName(), new ClassFile(file, type.getBytes()));
        });
        var lasting = shared.isEmpty() ? Lasting.of(mine.getFirst(), own) : Optional.<Lasting>empty();
        return new Compiled(mine.getFirst(), own, shared, blocks(readings), lasting, problems(readings, source));
    }

    private static List<ProblemRecord> problems(List<Dialect.Reading> readings, SourceText source) {
        return readings.stream()
                .flatMap(reading -> reading.problems(source.file()).stream())
                .toList();
    }

    private static List<Dialect.Block> blocks(List<Dialect.Reading> readings) {
        return readings.stream().flatMap(reading -> reading.block().stream()).toList();
    }

    private static List<String> names(ModuleNode module) {
        return module.getClasses().stream().map(type -> type.getName()).toList();
    }

    /** Closures are classes inside of the one that they stand in. */
    private static String outermost(String name, Map<String, String> origins) {
        var outer = name;
        while (!origins.containsKey(outer) && outer.lastIndexOf('$') > 0) {
            outer = outer.substring(0, outer.lastIndexOf('$'));
        }
        return outer;
    }

    /** Forgets the one that was not used for longest. */
    private static final class Recent extends LinkedHashMap<Key, Compiled> {
        private static final long serialVersionUID = 1;

        Recent() {
            super(REMEMBERED, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Compiled> eldest) {
            return size() > REMEMBERED;
        }
    }
}
