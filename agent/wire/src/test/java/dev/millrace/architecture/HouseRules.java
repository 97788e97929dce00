package dev.millrace.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What holds for every program. Its own test gives the table, and adds what holds for it alone. */
public abstract class HouseRules {
    private static final List<String> MEAN_NOTHING = List.of("Manager", "Helper", "Util", "Utils", "Impl");

    private final ImportTable table;

    protected HouseRules(ImportTable table) {
        this.table = table;
    }

    @Test
    void a_package_imports_only_from_those_before_it() {
        var wrong = new TreeSet<String>();
        for (var type : table.classes()) {
            var from = table.feature(type).orElseThrow();
            assertTrue(table.packages().contains(from), () -> type.getName() + " is in no package of the import table");
            for (var dependency : type.getDirectDependenciesFromSelf()) {
                table.feature(dependency.getTargetClass())
                        .filter(to -> !table.mayImport(from, to))
                        .ifPresent(to -> wrong.add(
                                "%s must not import %s: %s".formatted(from, to, dependency.getDescription())));
            }
        }
        assertEquals(List.of(), List.copyOf(wrong));
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching(table.root() + ".(*)..").should().beFreeOfCycles().check(table.classes());
    }

    @Test
    void at_least_half_of_the_types_of_a_package_are_its_own() {
        var wrong = new ArrayList<String>();
        for (var feature : table.packages()) {
            var types = counted(feature);
            var open = types.stream()
                    .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                    .map(JavaClass::getSimpleName)
                    .sorted()
                    .toList();
            if (!table.open().contains(feature) && open.size() > Math.max(1, types.size() / 2)) {
                wrong.add("%s: %d of %d types are public: %s".formatted(feature, open.size(), types.size(), open));
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** What is only data, or only says what others must do, is the door itself. */
    private List<JavaClass> counted(String feature) {
        return table.classes().stream()
                .filter(type -> table.feature(type).orElseThrow().equals(feature))
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .filter(type -> !type.isRecord() && !type.isInterface() && !type.isEnum())
                .filter(type -> !type.isAssignableTo(Throwable.class) && !mustBePublic(type))
                .toList();
    }

    /** Whether something else than the program's own packages makes a class public, and it says nothing about them. */
    protected boolean mustBePublic(JavaClass type) {
        return false;
    }

    @Test
    void there_are_no_hubs() {
        var hubs = new ArrayList<String>();
        for (var type : table.classes()) {
            var feature = table.feature(type).orElseThrow();
            if (table.composition().contains(feature)) {
                continue;
            }
            var uses = new TreeSet<String>();
            type.getDirectDependenciesFromSelf()
                    .forEach(use -> table.feature(use.getTargetClass()).ifPresent(uses::add));
            uses.removeAll(table.open());
            uses.remove(feature);
            if (uses.size() > table.most()) {
                hubs.add("%s leans on %d packages: %s".formatted(type.getName(), uses.size(), uses));
            }
        }
        assertEquals(List.of(), hubs);
    }

    @Test
    void nothing_writes_to_the_standard_streams() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(table.classes());
    }

    @Test
    void words_that_mean_nothing_are_not_names() {
        for (var word : MEAN_NOTHING) {
            noClasses().should().haveSimpleNameEndingWith(word).check(table.classes());
        }
    }

    @Test
    void every_package_says_what_it_is_for() {
        var silent = new TreeSet<String>();
        for (var type : table.classes()) {
            try {
                Class.forName(type.getPackageName() + ".package-info");
            } catch (ClassNotFoundException e) {
                silent.add(type.getPackageName());
            }
        }
        assertEquals(new TreeSet<String>(), silent);
    }

    /** Only these packages of the program may use a library. */
    protected final void only(String library, String... features) {
        var places = java.util.Arrays.stream(features)
                .map(feature -> feature.isEmpty() ? table.root() : table.root() + "." + feature + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(places)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(table.classes());
    }

    /** The classes of a package of the program use none of these libraries. */
    protected final void without(String feature, String... libraries) {
        noClasses()
                .that()
                .resideInAPackage(table.root() + "." + feature + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(table.classes());
    }

    /** No class of the program uses any of these libraries. */
    protected final void without(List<String> libraries) {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries.toArray(String[]::new))
                .check(table.classes());
    }
}
