package dev.millrace.evaluator;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.millrace.architecture.HouseRules;
import dev.millrace.architecture.ImportTable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The evaluator's import table, and what must not reach it. */
class ArchitectureTest extends HouseRules {
    private static final ImportTable TABLE = ImportTable.of(
            "dev.millrace.evaluator",
            List.of(
                    "value",
                    "fence",
                    "confinement",
                    "baton",
                    "graph",
                    "declarative",
                    "language",
                    "lint",
                    "library",
                    "stages",
                    "inspect",
                    "process",
                    ""),
            Set.of("value"),
            Set.of("process", ""),
            4);

    private static final Set<String> CALLED_BY_PIPELINES = Set.of("CurrentBuild", "Hooks", "Poll");

    ArchitectureTest() {
        super(TABLE);
    }

    /** Pipeline code calls its members, and Groovy calls those of public classes alone. */
    @Override
    protected boolean mustBePublic(JavaClass type) {
        return type.isAssignableTo("groovy.lang.GroovyObject") || CALLED_BY_PIPELINES.contains(type.getSimpleName());
    }

    @Test
    void the_baton_does_not_know_groovy() {
        without("baton", "groovy..", "org.codehaus.groovy..", "org.apache.groovy..");
    }

    @Test
    void nothing_of_the_controller_or_its_libraries_is_here() {
        without(List.of(
                "dev.millrace.controller..",
                "dev.millrace.agent..",
                "java.sql..",
                "io.netty..",
                "org.slf4j..",
                "java.net.http.."));
    }
}
