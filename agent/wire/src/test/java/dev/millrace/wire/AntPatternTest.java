package dev.millrace.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AntPatternTest {
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(textBlock = """
            **,           a/b,        true
            **/*.java,    a/b/C.java, true
            **/*.java,    C.java,     true
            **/*.java,    a/C.JAVA,   false
            *.java,       a/C.java,   false
            target/,      target/a/b, true
            target/**,    target,     true
            ./target/*,   target/a,   true
            target//*,    target/a,   true
            a/**/z,       a/z,        true
            a/**/z,       a/b,        false
            a/**/**/z,    a/b/c/z,    true
            a/*/z,        a/b/c/z,    false
            **/b/**,      a/b/c/d,    true
            t?st*,        test-1,     true
            t?st,         tst,        false
            *a*b*c,       xaybzc,     true
            *a*b*c,       xaybz,      false
            """)
    void patterns_match_as_ants_do(String pattern, String path, boolean matches) {
        assertEquals(matches, new AntPattern(pattern).matches(path));
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(textBlock = """
            Release-*,    release-1,       true
            release-*,    RELEASE-1,       true
            release-*,    release-1/fix,   false
            release/**,   Release/1/fix,   true
            **/*.JS,      src/a.js,        true
            """)
    void one_in_any_case_matches_either_case(String pattern, String path, boolean matches) {
        assertEquals(matches, AntPattern.inAnyCase(pattern).matches(path));
    }

    @Test
    void a_pattern_that_would_take_an_ordinary_matcher_forever_is_quick() {
        assertFalse(new AntPattern("*a".repeat(200) + "b").matches("a".repeat(5_000)));
    }

    @Test
    void a_walk_learns_where_it_need_not_go() {
        var pattern = new AntPattern("src/*/java/**");
        assertTrue(pattern.mayMatchBelow(List.of()));
        assertTrue(pattern.mayMatchBelow(List.of("src", "main")));
        assertFalse(pattern.mayMatchBelow(List.of("target")));
        assertFalse(pattern.matchesAllBelow(List.of("src", "main")));
        assertTrue(pattern.matchesAllBelow(List.of("src", "main", "java")));
    }
}
