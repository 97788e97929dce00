package dev.millrace.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the agent's import table: a package imports only from those before it. */
class ArchitectureTest {
    private static final String ROOT = "dev.millrace.agent.";
    private static final List<String> TABLE = List.of(
            "supervisor", "spool", "link", "workspace", "archive", "sandbox", "stream", "transfer", "work", "app");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.millrace.agent");

    private static String feature(JavaClass type) {
        var name = type.getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()) : "";
    }

    @Test
    void a_package_imports_only_from_those_before_it() {
        var wrong = new TreeSet<String>();
        for (var type : CLASSES) {
            var from = feature(type);
            assertTrue(TABLE.contains(from), () -> type.getName() + " is in no package of the import table");
            for (var dependency : type.getDirectDependenciesFromSelf()) {
                var to = feature(dependency.getTargetClass());
                if (!to.isEmpty() && TABLE.indexOf(to) > TABLE.indexOf(from)) {
                    wrong.add("%s must not import %s: %s".formatted(from, to, dependency.getDescription()));
                }
            }
        }
        assertEquals(List.of(), List.copyOf(wrong));
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void at_least_half_of_the_types_of_a_package_are_its_own() {
        var wrong = new TreeSet<String>();
        for (var feature : TABLE) {
            var types = CLASSES.stream()
                    .filter(type -> feature(type).equals(feature))
                    .filter(type ->
                            type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                    // what is only data, or only says what others must do, is the door itself
                    .filter(type -> !type.isRecord() && !type.isInterface() && !type.isEnum())
                    .filter(type -> !type.isAssignableTo(Throwable.class))
                    .toList();
            var open = types.stream()
                    .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                    .map(JavaClass::getSimpleName)
                    .sorted()
                    .toList();
            if (open.size() > Math.max(1, types.size() / 2)) {
                wrong.add("%s: %d of %d types are public: %s".formatted(feature, open.size(), types.size(), open));
            }
        }
        assertEquals(List.of(), List.copyOf(wrong));
    }

    @Test
    void the_supervisor_carries_neither_netty_nor_protobuf_nor_a_logging_library() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "supervisor..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "com.google.protobuf..", "dev.millrace.wire..", "org.slf4j..")
                .check(CLASSES);
    }

    @Test
    void netty_stays_in_the_link() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "link..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(CLASSES);
    }

    @Test
    void nothing_writes_to_the_standard_streams() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
    }

    @Test
    void words_that_mean_nothing_are_not_names() {
        for (var word : List.of("Manager", "Helper", "Util", "Utils", "Impl")) {
            noClasses().should().haveSimpleNameEndingWith(word).check(CLASSES);
        }
    }
}
