package dev.millrace.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.Nearest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules without state, as tables. */
class SmallRulesTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-3, 10, 'Part[start=0, end=4]'",
        "bytes=4-, 10, 'Part[start=4, end=10]'",
        "bytes=-3, 10, 'Part[start=7, end=10]'",
        "bytes=-30, 10, 'Part[start=0, end=10]'",
        "bytes=4-99, 10, 'Part[start=4, end=10]'",
        "bytes=10-, 10, Beyond[]",
        "bytes=0-, 0, Beyond[]",
        "bytes=-0, 10, Beyond[]",
        "bytes=5-4, 10, Whole[]",
        "bytes=-, 10, Whole[]",
        "'bytes=0-1,4-5', 10, Whole[]",
        "lines=0-1, 10, Whole[]",
        "bytes=99999999999999999999-, 10, Whole[]",
        "'', 10, Whole[]"
    })
    void a_range_is_a_part_of_what_is_there(String header, long length, String expected) {
        assertEquals(expected, ByteRange.parse(header, length).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "'',0",
        "61,1",
        "61e2,1",
        "61e282,1",
        "61e282ac,4",
        "c3,0",
        "c3a9,2",
        "f09f98,0",
        "f09f9880,4",
        "80,1",
        "808080,3",
        "ff,0"
    })
    void text_is_cut_between_letters(String hex, int whole) {
        assertEquals(whole, Utf8.wholeLetters(HexFormat.of().parseHex(hex)));
    }

    @ParameterizedTest
    @CsvSource({"fiel,file", "Project,project", "definitions,definition", "paramters,parameters", "zzz,''", "o,''"})
    void the_nearest_name_is_offered_where_one_is_near(String written, String expected) {
        var known = List.of("project", "file", "definition", "parameters", "environment");
        assertEquals(expected, Nearest.to(written, known).orElse(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret",
                "/a/../b.js",
                "//etc/passwd.txt",
                "/a\\b.js",
                "/.hidden.js",
                "/a/.b/c.js",
                "/%2e%2e/x.js",
                "/a\u0000.js"
            })
    void paths_out_of_the_console_are_nothing(String path) {
        assertTrue(new ConsoleAssets(getClass().getClassLoader()).find(path).isEmpty());
    }
}
