package dev.millrace.controller.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.Problem;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.store.Entities;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.controller.tenant.TenantModule;
import dev.millrace.controller.tenant.Tenants;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredToolsTest {
    private static TestDatabase db;
    private static Entities entities;
    private static Tenants tenants;
    private static Tools tools;

    @BeforeAll
    static void open() {
        entities = Entities.boot(TenantModule.entities());
        db = TestDatabase.fresh();
        tenants = TenantModule.create(db.store().sessions(entities), db.ids(), InstantSource.system());
        tools = ToolModule.create(db.database(), tenants, InstantSource.system());
    }

    @AfterAll
    static void close() {
        entities.close();
        db.close();
    }

    private static OrganizationId organization(String name) {
        return tenants.organization(name)
                .orElseGet(() -> tenants.createOrganization(name))
                .id();
    }

    private static Tool tool(String type, String name, String home) {
        return new Tool(ToolRules.type(type), name, home);
    }

    @Test
    void a_tool_comes_back_as_it_was_put_and_another_one_of_its_name_takes_its_place() {
        var acme = organization("acme");
        var environment = new LinkedHashMap<String, String>();
        environment.put("Z", "1");
        environment.put("A", "x=y \"z\"");
        var whole = new Tool(
                ToolRules.type("generic"),
                "my tool / 1",
                List.of(new ToolHome("linux && !arm", "/opt/t"), ToolHome.everywhere("C:\\t")),
                environment,
                List.of("bin", "/x"));
        tools.put(acme, whole);
        tools.put(acme, tool("ant", "my tool / 1", "/ant"));
        assertEquals(
                List.of("ant", "generic"),
                tools.of(acme).stream().map(t -> t.type().name()).toList());
        assertEquals(whole, tools.of(acme).getLast());
        assertEquals(
                List.of("Z", "A"),
                List.copyOf(tools.of(acme).getLast().environment().keySet()),
                "in their order");
        tools.put(acme, tool("generic", "my tool / 1", "/other"));
        assertEquals("/other", tools.of(acme).getLast().homes().getFirst().directory());
        assertTrue(tools.remove(acme, ToolRules.type("generic"), "my tool / 1"));
        assertFalse(tools.remove(acme, ToolRules.type("generic"), "my tool / 1"));
        assertEquals(1, tools.of(acme).size());
    }

    @Test
    void those_of_the_default_organization_are_there_for_all_and_an_own_one_goes_before() {
        var own = organization("own");
        tools.put(organization(TenantModule.DEFAULT_ORGANIZATION), tool("jdk", "j", "/common"));
        tools.put(organization(TenantModule.DEFAULT_ORGANIZATION), tool("go", "g", "/go"));
        tools.put(own, tool("jdk", "j", "/own"));
        assertEquals(
                List.of("/go", "/own"),
                tools.visible(own).stream()
                        .map(tool -> tool.homes().getFirst().directory())
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a name with blanks around | ' x' | linux | /opt/x    | A    | bin  | name
            a name that is empty      | ''   | linux | /opt/x    | A    | bin  | name
            labels that are malformed | x    | '&&'  | /opt/x    | A    | bin  | homes.labels
            a home that is relative   | x    | linux | opt/x     | A    | bin  | homes.home
            a home with a variable    | x    | linux | /opt/$X   | A    | bin  | homes.home
            a home in a home          | x    | linux | ~/x       | A    | bin  | homes.home
            a home that is two        | x    | linux | /x:/y     | A    | bin  | homes.home
            a variable that is PATH   | x    | linux | /opt/x    | PATH | bin  | environment.PATH
            a variable that is none   | x    | linux | /opt/x    | a-b  | bin  | environment.a-b
            a directory outside       | x    | linux | /opt/x    | A    | ../y | path
            """)
    void what_cannot_be_kept_is_refused(
            String why, String name, String labels, String home, String variable, String path, String where) {
        var tool = new Tool(
                ToolRules.type("jdk"), name, List.of(new ToolHome(labels, home)), Map.of(variable, "1"), List.of(path));
        var refused = assertThrows(UserError.class, () -> tools.put(organization("acme"), tool));
        assertEquals(
                List.of(where), refused.problems().stream().map(Problem::path).toList());
    }

    @Test
    void a_tool_has_homes_one_for_each_label_expression() {
        var twice = List.of(new ToolHome("a", "/x"), new ToolHome("a", "/y"));
        for (var homes : List.of(List.<ToolHome>of(), twice)) {
            var tool = new Tool(ToolRules.type("jdk"), "x", homes, Map.of(), List.of());
            assertThrows(UserError.class, () -> ToolRules.check(tool));
        }
    }
}
