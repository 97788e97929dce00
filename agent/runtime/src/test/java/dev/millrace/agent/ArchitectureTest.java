package dev.millrace.agent;

import dev.millrace.architecture.HouseRules;
import dev.millrace.architecture.ImportTable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The agent's import table, and where its libraries may be used. */
class ArchitectureTest extends HouseRules {
    private static final ImportTable TABLE = ImportTable.of(
            "dev.millrace.agent",
            List.of(
                    "supervisor",
                    "spool",
                    "link",
                    "posix",
                    "file",
                    "workspace",
                    "archive",
                    "sandbox",
                    "stream",
                    "transfer",
                    "snapshot",
                    "work",
                    "app"),
            Set.of("file"),
            Set.of("app"),
            7);

    ArchitectureTest() {
        super(TABLE);
    }

    @Test
    void the_supervisor_carries_neither_netty_nor_protobuf_nor_a_logging_library() {
        without("supervisor", "io.netty..", "com.google.protobuf..", "dev.millrace.wire..", "org.slf4j..");
    }

    @Test
    void netty_stays_in_the_link() {
        only("io.netty..", "link");
    }
}
