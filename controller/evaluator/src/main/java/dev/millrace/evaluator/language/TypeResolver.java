package dev.millrace.evaluator.language;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.control.ClassNodeResolver;
import org.codehaus.groovy.control.CompilationUnit;
import org.jspecify.annotations.Nullable;

/** Finds the types that the sources of one compilation name: this process's, those of libraries (compiled along), stand-ins for those of Jenkins. */
final class TypeResolver extends ClassNodeResolver {
    private final KnownTypes types;
    private final ClassPath classPath;
    private final boolean assuming;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final Map<String, LookupResult> found = new HashMap<>();
    private final Set<String> none = new HashSet<>();

    /** @param assuming what a source imports or makes, and nothing defines, is taken to be a library's */
    TypeResolver(KnownTypes types, ClassPath classPath, boolean assuming) {
        this.types = types;
        this.classPath = classPath;
        this.assuming = assuming;
    }

    /** A source takes part. */
    void compiles(SourceText source) {
        files.put(source.name(), source.file());
        texts.add(source.text());
    }

    /** The sources that took part: files as people know them, by the compiler's names. */
    Map<String, String> files() {
        return Collections.unmodifiableMap(files);
    }

    @Override
    @SuppressWarnings("NullAway") // null is how the compiler is told that there is none
    public @Nullable LookupResult resolveName(String name, CompilationUnit unit) {
        var known = found.get(name);
        if (known != null || none.contains(name)) {
            return known;
        }
        var result = look(name, unit);
        if (result == null) {
            none.add(name);
        } else {
            found.put(name, result);
        }
        return result;
    }

    private @Nullable LookupResult look(String name, CompilationUnit unit) {
        var type = types.type(name);
        if (type.isPresent()) {
            return of(type.get());
        }
        var source = classPath.source(name);
        if (source.isPresent()) {
            return of(source.get(), unit);
        }
        var outer = name.substring(0, Math.max(0, name.indexOf('$')));
        return (ForeignTypes.foreign(name) && types.type(outer).isEmpty())
                        || (assuming && (imported(name, unit) || made(name)))
                ? of(types.standIn(name))
                : null;
    }

    @SuppressWarnings("NullAway") // one of the two is always null
    private LookupResult of(SourceText text, CompilationUnit unit) {
        compiles(text);
        return new LookupResult(unit.addSource(text.name(), Shebang.without(text.text())), null);
    }

    @SuppressWarnings("NullAway") // one of the two is always null
    private static LookupResult of(ClassNode type) {
        return new LookupResult(null, type);
    }

    /** A source makes an object of the type by its whole name: {@code new org.example.Shop()}. */
    private boolean made(String name) {
        return name.contains(".")
                && !name.startsWith("java.")
                && !name.startsWith("groovy.")
                && texts.stream().anyMatch(text -> text.contains("new " + name + "("));
    }

    /** The name is one that a source says to import, alone or with its whole package. */
    private static boolean imported(String name, CompilationUnit unit) {
        for (var module : unit.getAST().getModules()) {
            var alone = module.getImports().stream().map(ImportNode::getClassName);
            var fixed = module.getStaticImports().values().stream().map(ImportNode::getClassName);
            if (java.util.stream.Stream.concat(alone, fixed).anyMatch(name::equals)) {
                return true;
            }
            for (var star : module.getStarImports()) {
                var rest = name.startsWith(star.getPackageName())
                        ? name.substring(star.getPackageName().length())
                        : "";
                if (ForeignTypes.typeName(rest)
                        && !star.getPackageName().startsWith("java.")
                        && !star.getPackageName().startsWith("groovy.")) {
                    return true;
                }
            }
        }
        return false;
    }
}
