package dev.millrace.controller;

import dev.millrace.architecture.HouseRules;
import dev.millrace.architecture.ImportTable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The import table of docs/architecture.md, in the order in which work flows, and where the controller's libraries may be used. */
class ArchitectureTest extends HouseRules {
    private static final ImportTable TABLE = ImportTable.of(
            "dev.millrace.controller",
            List.of(
                    "base",
                    "store",
                    "blob",
                    "identity",
                    "secret",
                    "tenant",
                    "source",
                    "trigger",
                    "definition",
                    "run",
                    "fleet",
                    "queue",
                    "schedule",
                    "lease",
                    "scaling",
                    "log",
                    "artifact",
                    "cache",
                    "link",
                    "execution",
                    "provenance",
                    "notify",
                    "explain",
                    "plugin",
                    "web",
                    "app"),
            Set.of("base"),
            Set.of("app"),
            9);

<<<<<<< HEAD
    /** In the order in which work flows. */
    private static final List<String> TABLE = List.of(
            "base",
            "store",
            "blob",
            "identity",
            "secret",
            "tenant",
            "source",
            "trigger",
            "definition",
            "run",
            "fleet",
            "queue",
            "schedule",
            "lease",
            "scaling",
            "log",
            "artifact",
            "cache",
            "link",
            "execution",
            "rehearsal",
            "provenance",
            "notify",
            "explain",
            "plugin",
            "web",
            "app");

    /** A class that leans on more packages than this is a hub; only the composition root may. */
    private static final int MOST_PACKAGES = 9;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.millrace.controller");

    private static String feature(JavaClass type) {
        var name = type.getPackageName();
        if (!name.startsWith(ROOT)) {
            return "";
        }
        var rest = name.substring(ROOT.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    @Test
    void a_package_imports_only_from_those_before_it() {
        var wrong = new TreeSet<String>();
        for (var type : CLASSES) {
            var from = feature(type);
            assertTrue(TABLE.contains(from), () -> type.getName() + " is in no package of the import table");
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
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
        var wrong = new ArrayList<String>();
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
                    .toList();
            if (!feature.equals("base") && open.size() > Math.max(1, types.size() / 2)) {
                wrong.add("%s: %d of %d types are public: %s"
                        .formatted(
                                feature,
                                open.size(),
                                types.size(),
                                open.stream().map(JavaClass::getSimpleName).toList()));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void there_are_no_hubs() {
        var hubs = new ArrayList<String>();
        for (var type : CLASSES) {
            if (feature(type).equals("app")) {
                continue;
            }
            var uses = new TreeSet<String>();
            type.getDirectDependenciesFromSelf().forEach(use -> uses.add(feature(use.getTargetClass())));
            uses.remove("");
            uses.remove("base");
            uses.remove(feature(type));
            if (uses.size() > MOST_PACKAGES) {
                hubs.add("%s leans on %d packages: %s".formatted(type.getName(), uses.size(), uses));
            }
        }
        assertEquals(List.of(), hubs);
    }

    @Test
    void nothing_writes_to_the_standard_streams() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
    }

    @Test
    void words_that_mean_nothing_are_not_names() {
        noClasses().should().haveSimpleNameEndingWith("Manager").check(CLASSES);
        noClasses().should().haveSimpleNameEndingWith("Helper").check(CLASSES);
        noClasses().should().haveSimpleNameEndingWith("Util").check(CLASSES);
        noClasses().should().haveSimpleNameEndingWith("Utils").check(CLASSES);
        noClasses().should().haveSimpleNameEndingWith("Impl").check(CLASSES);
=======
    ArchitectureTest() {
        super(TABLE);
>>>>>>> main
    }

    @Test
    void libraries_stay_at_the_edge() {
        only("jakarta.servlet..", "web");
        only("jakarta.ws.rs..", "web");
        only("org.eclipse.jetty..", "web");
        only("org.glassfish..", "web");
        only("io.netty..", "link");
        only("org.pf4j..", "plugin");
        only("org.flywaydb..", "store");
        only("org.postgresql..", "store");
        only("com.zaxxer..", "store");
    }

    @Test
    void pipeline_code_never_meets_the_controller() {
        without(List.of("groovy..", "org.codehaus.groovy..", "org.apache.groovy.."));
    }
}
