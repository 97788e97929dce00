package dev.millrace.evaluator.language;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.SourceUnit;

/** Makes imports of old files ones that the compiler can do something with. */
final class Imports {
    /** Moved since. */
    private static final Map<String, String> MOVED = Map.of(
            "groovy.util.XmlSlurper", "groovy.xml.XmlSlurper",
            "groovy.util.XmlParser", "groovy.xml.XmlParser",
            "groovy.util.slurpersupport.GPathResult", "groovy.xml.slurpersupport.GPathResult");

    /** What pipelines use of packages that they import whole: a name that is not a type must not become one. */
    private static final Map<String, List<String>> WHOLE = Map.of(
            "hudson.", List.of("AbortException", "EnvVars", "FilePath", "Util", "Launcher"),
            "hudson.model.",
                    List.of(
                            "Result",
                            "Hudson",
                            "Cause",
                            "CauseAction",
                            "User",
                            "Job",
                            "Run",
                            "Node",
                            "Label",
                            "Executor",
                            "ParametersAction",
                            "ParameterValue",
                            "StringParameterValue",
                            "BooleanParameterValue",
                            "FileParameterValue",
                            "StringParameterDefinition",
                            "BooleanParameterDefinition",
                            "ChoiceParameterDefinition",
                            "ParametersDefinitionProperty",
                            "AbstractBuild",
                            "AbstractProject",
                            "FreeStyleProject",
                            "Item",
                            "Items",
                            "Computer"),
            "jenkins.model.",
                    List.of("Jenkins", "CauseOfInterruption", "InterruptedBuildAction", "BuildDiscarderProperty"),
            "jenkins.", List.of("model"),
            "hudson.tasks.", List.of("LogRotator"),
            "hudson.util.", List.of("Secret"));

    /** Where the compiler keeps the types that names mean by imports. */
    private static final String ALIASES = "import.aliases";

    private Imports() {}

    /** @param variables of libraries: to import one is to say that it is there */
    static void tidy(SourceUnit source, Set<String> variables) {
        var module = source.getAST();
        if (module == null) {
            return;
        }
        // They have been read, and annotations of imports are not allowed any more.
        module.getImports().forEach(Imports::plain);
        module.getStarImports().forEach(Imports::plain);
        module.getStaticImports().values().forEach(Imports::plain);
        module.getStaticStarImports().values().forEach(Imports::plain);
        for (var moved : List.copyOf(module.getImports())) {
            var now = MOVED.get(moved.getClassName());
            if (now != null) {
                module.getImports().remove(moved);
                module.addImport(moved.getAlias(), type(now, moved), moved.getAnnotations());
            }
        }
        for (var star : List.copyOf(module.getStarImports())) {
            if (ForeignTypes.foreignPackage(star.getPackageName())) {
                module.getStarImports().remove(star);
                alone(module.getImports().stream().map(ImportNode::getAlias).toList(), star)
                        .forEach(name -> module.addImport(
                                name, type(star.getPackageName() + name, star), star.getAnnotations()));
            }
        }
        variables(module, variables);
    }

    /** They stay variables: the names that mean types are those of the other imports. Comes last: an import that is added makes the compiler look again. */
    private static void variables(ModuleNode module, Set<String> variables) {
        var types = new HashMap<String, ImportNode>();
        for (var imported : module.getImports()) {
            if (variables.contains(imported.getClassName())) {
                imported.setType(ClassHelper.OBJECT_TYPE);
            } else {
                types.put(imported.getAlias(), imported);
            }
        }
        if (types.size() < module.getImports().size()) {
            module.putNodeMetaData(ALIASES, types);
        }
    }

    private static void plain(ImportNode imported) {
        imported.getAnnotations()
                .removeIf(annotation ->
                        annotation.getClassNode().getNameWithoutPackage().equals("Library"));
    }

    private static Set<String> alone(List<String> taken, ImportNode star) {
        var names = new TreeSet<>(WHOLE.getOrDefault(star.getPackageName(), List.of()));
        names.removeIf(name -> taken.contains(name) || !ForeignTypes.typeName(name));
        return names;
    }

    private static ClassNode type(String name, ImportNode place) {
        var type = ClassHelper.make(name);
        type.setSourcePosition(place);
        return type;
    }
}
