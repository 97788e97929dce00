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
                    "tool",
                    "schedule",
                    "lease",
                    "scaling",
                    "log",
                    "artifact",
                    "cache",
                    "link",
                    "snapshot",
                    "evaluator",
                    "restart",
                    "execution",
                    "rehearsal",
                    "provenance",
                    "notify",
                    "explain",
                    "inspect",
                    "plugin",
                    "web",
                    "app"),
            Set.of("base"),
            Set.of("app"),
            9);

    ArchitectureTest() {
        super(TABLE);
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
        only("software.amazon..", "blob");
    }

    @Test
    void pipeline_code_never_meets_the_controller() {
        without(List.of("groovy..", "org.codehaus.groovy..", "org.apache.groovy.."));
    }
}
