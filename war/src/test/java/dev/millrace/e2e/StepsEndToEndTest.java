package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Every bundled step that needs only data or a workspace, called once by a real pipeline on a real agent. */
class StepsEndToEndTest {
    private static final Path PIPELINE =
            Path.of(System.getProperty("millrace.root"), "war", "src", "test", "resources", "steps");

    @Test
    void steps_do_and_return_what_a_jenkinsfile_expects() throws Exception {
        var installation = Installation.shared();
        var run = Installation.finish(installation.run(PIPELINE));
        assertEquals(0, run.code(), () -> run.out() + run.err());
        var described = installation.get("/api/v1/steps").body();
        assertTrue(described.contains("\"name\":\"withMaven\",\"plugin\":\"\""), described);
        assertTrue(described.contains("\"recovery\":\"REATTACH\""), described);
        for (var line : """
                without a node: [1, 2.50, null] 12345678901 Long BigDecimal
                compare: -1
                caught: readJSON with 'file' needs an agent: put it inside node { } or give the stage an agent
                touched src/c 1000 c
                a.txt src/a.txt false 4 | all: [src/a.txt, src/c, src/deep/b.log]
                top: [src/]
                Zipped 1 entries.
                Extracting: a.txt -> WORKSPACE/unzipped/a.txt
                read: [a.txt:one
                test: true
                Compressed 3 entries.
                Extracted: 3 files
                Recording fingerprints
                json: 1.0
                yaml: d
                caught: x.yml already exist and overwrite is false.
                toml: d
                properties: [z:26, a:1, b:12]
                csv: Ada 36
                manifest: b
                pom: a 1.0 jar y g:a:jar:1.0
                  <version>1.1</version>
                WorkflowScript: 1: There is no step 'ecko', and the file does not define it @ line 1, column 53. Did you mean 'echo'?
                valid: true false
                in WORKSPACE/@ws/other
                in ws: [here] true
                isUnix true exists true
                caught: WORKSPACE/none.zip does not exist.
                left: [] false
                left: []
                unarchived: [back/src/deep/b.log, again.zip]
                back: two true
                caught: No artifact of this run matches 'none/*'. It has src/deep/b.log, x.zip
                linked: [linked.zip] true
                No artifacts found that match the file pattern "link,bad,none". Configuration error?
                tee: echoed
                Finished: SUCCESS
                """.lines().toList()) {
            var workspace = run.out()
                    .lines()
                    .filter(each -> each.startsWith("Running on "))
                    .map(each -> each.substring(each.indexOf(" in ") + 4))
                    .findFirst()
                    .orElse("");
            var expected = line.replace("WORKSPACE", workspace);
            assertTrue(run.out().lines().anyMatch(expected::equals), () -> expected + "\nis not in\n" + run.out());
        }
    }
}
