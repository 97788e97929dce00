package dev.millrace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.api.workspace.FileSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AntPatternsTest {
    @ParameterizedTest
    @CsvSource({
        "'**', a/b/c, true",
        "*.java, A.java, true",
        "*.java, src/A.java, false",
        "**/*.java, A.java, true",
        "**/*.java, src/main/A.java, true",
        "target/, target/a/b, true",
        "target/**, target, true",
        "target/*.jar, target/app.jar, true",
        "target/*.jar, target/app.war, false",
        "./target/*.jar, target/app.jar, true",
        "target//*.jar, target/app.jar, true",
        "a/**/b, a/b, true",
        "a/**/b, a/x/y/b, true",
        "a/**/b, a/x/y/c, false",
        "a?c, abc, true",
        "a?c, ac, false",
        "*a*b*c, xaybzc, true",
        "*a*b*c, xaybz, false",
        "A.java, a.java, false",
    })
    void patterns_match_as_ants_do(String pattern, String path, boolean matches) {
        assertEquals(matches, new AntPatterns(FileSet.of(pattern, "", false)).takes(path));
    }

    @ParameterizedTest
    @CsvSource({
        ".git/config, false",
        "a/.git/b/c, false",
        ".gitignore, false",
        "a~, false",
        "git/config, true",
        ".github/ci.yml, true"
    })
    void what_ant_leaves_out_is_left_out(String path, boolean taken) {
        assertEquals(taken, new AntPatterns(FileSet.of("**", "", true)).takes(path));
    }

    @ParameterizedTest
    @CsvSource({"a.txt, false", "b/a.txt, false", "a.jar, true"})
    void excludes_win(String path, boolean taken) {
        assertEquals(taken, new AntPatterns(FileSet.of("", "**/*.txt", true)).takes(path));
    }
}
