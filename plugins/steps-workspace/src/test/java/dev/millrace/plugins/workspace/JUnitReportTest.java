package dev.millrace.plugins.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.report.TestCase;
import dev.millrace.api.report.TestCase.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JUnitReportTest {
    @Test
    void surefires_report_is_read() throws Exception {
        var cases = parse("""
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" name="shop.CartTest" time="1.5" tests="4">
                  <properties><property name="java.version" value="25"/></properties>
                  <testcase name="adds" classname="shop.CartTest" time="0.012"/>
                  <testcase name="sums" classname="shop.CartTest" time="1,234.5">
                    <failure message="expected: &lt;3&gt; but was: &lt;2&gt;" type="AssertionError"><![CDATA[at CartTest:9]]></failure>
                    <system-out>noise</system-out>
                  </testcase>
                  <testcase name="breaks" classname="shop.CartTest"><error type="NullPointerException">at Cart:1</error></testcase>
                  <testcase name="later" classname="shop.CartTest"><skipped message="not yet"/></testcase>
                </testsuite>
                """);
        assertEquals(
                List.of(Outcome.PASSED, Outcome.FAILED, Outcome.ERROR, Outcome.SKIPPED),
                cases.stream().map(TestCase::outcome).toList());
        assertEquals(Duration.ofMillis(12), cases.get(0).duration());
        assertEquals(Duration.ofMillis(1_234_500), cases.get(1).duration());
        assertEquals(Optional.of("expected: <3> but was: <2>"), cases.get(1).message());
        assertEquals(Optional.of("at CartTest:9"), cases.get(1).details());
        assertEquals(Optional.of("NullPointerException"), cases.get(2).message());
        assertEquals(Optional.of("not yet"), cases.get(3).message());
        assertEquals("shop.CartTest", cases.get(0).group());
    }

    @Test
    void suites_may_be_nested_and_name_what_has_no_class() throws Exception {
        var cases = parse("""
                <testsuites><testsuite name="outer"><testsuite name="inner"><testcase name="a"/></testsuite><testcase name="b"/></testsuite></testsuites>
                """);
        assertEquals(
                List.of("inner", "outer"), cases.stream().map(TestCase::suite).toList());
        assertEquals(
                List.of("inner", "outer"), cases.stream().map(TestCase::group).toList());
    }

    @Test
    void a_test_that_a_rerun_made_good_has_passed() throws Exception {
        var cases = parse(
                "<testsuite name='s'><testcase name='x'><flakyFailure message='m'>t</flakyFailure></testcase></testsuite>");
        assertEquals(Outcome.PASSED, cases.getFirst().outcome());
    }

    @Test
    void a_test_that_failed_all_its_reruns_has_failed_once() throws Exception {
        var cases = parse(
                "<testsuite name='s'><testcase name='x'><failure message='first'/><rerunFailure message='m'/></testcase></testsuite>");
        assertEquals(1, cases.size());
        assertEquals(Optional.of("first"), cases.getFirst().message());
    }

    @Test
    void a_suite_that_could_not_be_set_up_is_a_failure() throws Exception {
        var cases = parse("<testsuite name='s'><error message='no database'>trace</error></testsuite>");
        assertEquals(Outcome.ERROR, cases.getFirst().outcome());
        assertEquals("(suite)", cases.getFirst().name());
    }

    @ParameterizedTest
    @CsvSource({"status='notrun'", "status='disabled'", "result='skipped'"})
    void what_was_not_run_is_skipped(String attribute) throws Exception {
        var cases = parse("<testsuite name='s'><testcase name='x' %s/></testsuite>".formatted(attribute));
        assertEquals(Outcome.SKIPPED, cases.getFirst().outcome());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "NaN", "abc", "1e400", ""})
    void an_odd_duration_is_unknown(String time) throws Exception {
        var cases = parse("<testsuite name='s'><testcase name='x' time='%s'/></testsuite>".formatted(time));
        assertEquals(Duration.ZERO, cases.getFirst().duration());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no xml", "<html/>", "<testsuite>", "<testsuite></testsuites>"})
    void what_is_no_report_says_so(String content) {
        assertThrows(BadReport.class, () -> parse(content));
    }

    @Test
    void entities_of_a_document_type_are_not_taken() {
        var files =
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><testsuite name='s'><testcase name='&x;'/></testsuite>";
        var bomb =
                "<!DOCTYPE a [<!ENTITY b 'bbbbbbbb'><!ENTITY c '&b;&b;&b;&b;'>]><testsuite name='s'><testcase name='x'><failure>&c;</failure></testcase></testsuite>";
        assertThrows(BadReport.class, () -> parse(files));
        assertFalse(detailsOf(bomb).contains("bbbb"));
    }

    @Test
    void nesting_has_a_bound() {
        assertThrows(BadReport.class, () -> parse("<testsuite name='s'>".repeat(100_000)));
    }

    @Test
    void long_texts_are_cut() throws Exception {
        var cases = parse(
                "<testsuite name='s'><testcase name='%s'><failure message='%s'>%s</failure></testcase></testsuite>"
                        .formatted("n".repeat(5_000), "m".repeat(50_000), "d".repeat(500_000)));
        assertEquals(1_000, cases.getFirst().name().length());
        assertEquals(4_000, cases.getFirst().message().orElseThrow().length());
        assertTrue(cases.getFirst().details().orElseThrow().length() <= 64_000);
    }

    private static String detailsOf(String xml) {
        try {
            return parse(xml).getFirst().details().orElse("");
        } catch (BadReport e) {
            return "";
        }
    }

    private static List<TestCase> parse(String xml) throws BadReport {
        return JUnitReport.parse("report.xml", xml.getBytes(UTF_8));
    }
}
