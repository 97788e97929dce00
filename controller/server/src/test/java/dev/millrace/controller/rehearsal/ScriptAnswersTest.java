package dev.millrace.controller.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.controller.execution.Programs.Call;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptAnswersTest {
    private static final ScriptAnswers SCRIPTS = new ScriptAnswers(new Surroundings(
            "shop",
            SimulatedSource.of(Optional.empty(), Map.of("GIT_BRANCH", "feature")),
            new SimulatedFiles(Uploads.NONE, 100),
            Instant.EPOCH));

    private static final Call CALL = new Call(1, "sh", false, 0, "", 1, Map.of(), "", Map.of());

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "git rev-parse HEAD, 0123456789abcdef0123456789abcdef01234567",
                "git rev-parse --short HEAD, 0123456",
                "git rev-parse --abbrev-ref HEAD, feature",
                "git log -1 --pretty=%ae, somebody@example.com",
                "git describe --tags, v1.0.0",
                "git config --get remote.origin.url, https://git.example.com/team/project.git",
                "whoami, build",
                "pwd, /workspace/shop",
                "date +%Y-%m-%d, 2026-01-01",
                "echo 'hello', hello",
                "mvn help:evaluate -Dexpression=project.version -q -DforceStdout, 1.0.0",
                "cat nothing.txt, ``",
                "make, ``"
            })
    void simple_scripts_print_what_they_would(String script, String printed) {
        assertEquals(printed, SCRIPTS.output(CALL, script).strip());
    }
}
