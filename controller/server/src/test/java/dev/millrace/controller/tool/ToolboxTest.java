package dev.millrace.controller.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolboxTest {
    private static final Place ONE = new Place("one", Set.of("linux", "x64"));

    private static Tool tool(String type, String name, ToolHome... homes) {
        return new Tool(ToolRules.type(type), name, List.of(homes), Map.of(), List.of());
    }

    private static Toolbox kept(Tool... tools) {
        return new Toolbox(List.of(), List.of(tools));
    }

    private static String missing(Toolbox box, String type, String name) {
        return String.valueOf(assertThrows(
                        ToolMissing.class, () -> box.find(Optional.of(type).filter(word -> !word.isEmpty()), name, ONE))
                .getMessage());
    }

    @ParameterizedTest(name = "{0} on an agent with {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            linux && x64 | linux x64 | /labelled
            one          | linux     | /labelled
            windows      | linux     | /everywhere
            windows      | windows   | /labelled
            !linux       | linux     | /everywhere
            """)
    void a_home_for_labels_goes_before_the_one_for_all_others(String labels, String agent, String home)
            throws ToolMissing {
        var box = kept(tool("jdk", "j", ToolHome.everywhere("/everywhere"), new ToolHome(labels, "/labelled")));
        var place = new Place("one", Set.of(agent.split(" ")));
        assertEquals(home, box.find(Optional.of("jdk"), "j", place).home());
    }

    @Test
    void what_a_run_was_given_goes_before_what_its_organization_has() throws ToolMissing {
        var box = new Toolbox(
                List.of(new Tool(ToolRules.type("jdk"), "j", "/given")),
                List.of(new Tool(ToolRules.type("jdk"), "j", "/kept"), new Tool(ToolRules.type("ant"), "a", "/ant")));
        assertEquals("/given", box.find(Optional.of("jdk"), "j", ONE).home());
        assertEquals("/ant", box.find(Optional.empty(), "a", ONE).home());
    }

    @Test
    void what_cannot_be_had_is_told_with_what_there_is_and_the_command_that_adds_it() {
        var box = kept(
                tool("maven", "M3", ToolHome.everywhere("/m3")),
                tool("maven", "M4", new ToolHome("windows", "C:\\m4")),
                tool("jdk", "both", ToolHome.everywhere("/j")),
                tool("go", "both", ToolHome.everywhere("/g")));
        var add = "An administrator adds it with: millrace tool set %1$s/ITS/HOME."
                + " For one run: millrace run --tool %1$s/ITS/HOME";
        assertEquals(
                "There is no maven called 'M33' for agent one. Did you mean 'M3'? There are M3, M4. "
                        + add.formatted("maven:M33="),
                missing(box, "maven", "M33"));
        assertEquals(
                "There is no gradle called 'my gradle' for agent one. No gradle is configured, and what is installed on an agent is not used by itself. "
                        + add.formatted("'gradle:my gradle='"),
                missing(box, "gradle", "my gradle"));
        assertEquals(
                "maven 'M4' has no home on agent one, whose labels are linux, one, x64: it has C:\\m4 for 'windows'."
                        + " Say where it is there with: millrace tool set maven:M4=/ITS/HOME --label one",
                missing(box, "maven", "M4"));
        assertEquals("There is no type of tool 'mavn'. Did you mean 'maven'?", missing(box, "mavn", "M3"));
        assertEquals(
                "Several tools are called 'both': go, jdk. Say which: tool name: 'both', type: 'jdk'",
                missing(box, "", "both"));
    }

    @ParameterizedTest(name = "{0} sets {1}")
    @CsvSource(delimiter = '|', textBlock = """
            jdk                                   | JAVA_HOME=/h PATH+JDK=/h/bin
            hudson.model.JDK                      | JAVA_HOME=/h PATH+JDK=/h/bin
            maven                                 | M2_HOME=/h MAVEN_HOME=/h PATH+MAVEN=/h/bin
            hudson.tasks.Maven$MavenInstallation  | M2_HOME=/h MAVEN_HOME=/h PATH+MAVEN=/h/bin
            ant                                   | ANT_HOME=/h PATH+ANT=/h/bin
            gradle                                | GRADLE_HOME=/h PATH+GRADLE=/h/bin
            nodejs                                | NODEJS_HOME=/h PATH+NODEJS=/h/bin
            golang                                | GOROOT=/h PATH+GOROOT_BIN=/h/bin
            git                                   | PATH+GIT=/h/bin
            sonarRunner                           | SONAR_RUNNER_HOME=/h PATH+SONAR_RUNNER=/h/bin
            customTool                            | ''
            """)
    void each_type_sets_what_jenkins_sets(String word, String environment) {
        var found = new FoundTool(new Tool(ToolRules.type(word), "x", "/h"), "/h", false);
        assertEquals(environment, String.join(" ", found.environment()));
    }

    @Test
    void what_comes_with_a_tool_is_set_beside_what_its_type_sets() {
        var tool = new Tool(
                ToolRules.type("generic"),
                "protoc",
                List.of(ToolHome.everywhere("/p")),
                Map.of("PROTOC", "yes"),
                List.of("bin", "/other"));
        var found = new FoundTool(tool, "/p", false);
        assertEquals(List.of("PROTOC=yes", "PATH+TOOL_1=/p/bin", "PATH+TOOL_2=/other"), found.environment());
        assertEquals(Map.of("PROTOC", "yes", "PATH", "/other:/p/bin:/usr/bin"), found.environment("/usr/bin"));
    }
}
