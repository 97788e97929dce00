package dev.millrace.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.artifact.RunFiles.Artifact;
import dev.millrace.controller.identity.Identities.Caller;
import dev.millrace.controller.identity.Identities.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, and what browsers are told. */
class SecurityTest {
    private static FakeController controller;
    private static Client anyone;

    @BeforeAll
    static void start() {
        controller = FakeController.start();
        anyone = Client.of(controller.url());
        controller.identities.byToken.put(
                "neighbour",
                new Caller(
                        9,
                        "neighbour",
                        false,
                        Map.of(
                                controller
                                        .tenants
                                        .organization("other")
                                        .orElseThrow()
                                        .id(),
                                Role.ADMIN)));
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    private static String newRun(Client as) throws Exception {
        var answer = as.post("/api/v1/runs", "{\"project\":\"p\",\"file\":\"Jenkinsfile\",\"definition\":\"x\"}");
        assertEquals(201, answer.statusCode(), answer.body());
        return "/api/v1/runs/" + Client.json(answer).get("id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/runs",
                "/api/v1/runs/1001",
                "/api/v1/nowhere",
                "/api/v1/session",
                "/api/v1/agents",
                "/api/v1/"
            })
    void a_stranger_learns_nothing_not_even_what_there_is(String path) throws Exception {
        for (var client : List.of(anyone, anyone.as("unknown"), anyone.with("Authorization", "Basic YTpi"))) {
            var answer = client.get(path);
            assertEquals(401, answer.statusCode(), answer.body());
            assertTrue(
                    answer.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Bearer"));
            assertEquals(
                    "application/problem+json",
                    answer.headers().firstValue("Content-Type").orElse(""));
        }
    }

    @Test
    void what_belongs_to_an_organization_that_one_cannot_see_is_not_there() throws Exception {
        var run = newRun(anyone.as("developer"));
        for (var path :
                List.of(run, run + "/log", run + "/stages", run + "/artifacts", run + "/tests", run + "/events")) {
            assertEquals(404, anyone.as("neighbour").get(path).statusCode(), path);
            assertEquals(404, anyone.as("stranger").get(path).statusCode(), path);
        }
        assertEquals(404, anyone.as("neighbour").post(run + "/abort", "").statusCode());
        assertEquals("[]", anyone.as("neighbour").get("/api/v1/projects").body());
        assertEquals("[]", anyone.as("neighbour").get("/api/v1/runs").body());
        assertEquals(
                404,
                anyone.as("neighbour").get("/api/v1/runs?organization=default").statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "viewer,/api/v1/runs,'{\"project\":\"p\",\"file\":\"f\",\"definition\":\"x\"}'",
        "viewer,/api/v1/projects,'{\"name\":\"p\"}'",
        "viewer,/api/v1/lint,'{\"file\":\"f\",\"source\":\"x\"}'",
        "developer,/api/v1/organizations,'{\"name\":\"mine\"}'",
        "developer,/api/v1/agents/5/drain,'{\"on\":true}'",
        "developer,/api/v1/agents/join-tokens,'{}'",
        "developer,/api/v1/plugins/x/enable,''"
    })
    void a_role_that_is_too_small_is_forbidden(String who, String path, String body) throws Exception {
        var answer = anyone.as(who).post(path, body);
        assertEquals(403, answer.statusCode(), answer.body());
        assertTrue(Client.json(answer).has("hint"), answer.body());
    }

    @Test
    void a_session_is_a_cookie_that_scripts_cannot_read_and_writes_need_its_csrf_token() throws Exception {
        var begun = anyone.post("/api/v1/session", "{\"token\":\"developer\"}");
        assertEquals(200, begun.statusCode(), begun.body());
        var cookie = begun.headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), cookie);
        assertFalse(cookie.contains("=developer"), "the token itself is not kept in the browser");
        var csrf = Client.json(begun).get("csrf").asText();
        var browser = anyone.with("Cookie", cookie.substring(0, cookie.indexOf(';')));
        assertEquals(
                csrf, Client.json(browser.get("/api/v1/session")).get("csrf").asText());
        var body = "{\"project\":\"p\",\"file\":\"f\",\"definition\":\"x\"}";
        assertEquals(403, browser.post("/api/v1/runs", body).statusCode());
        assertEquals(
                403,
                browser.with("X-CSRF-Token", "guess").post("/api/v1/runs", body).statusCode());
        var knowing = browser.with("X-CSRF-Token", csrf);
        assertEquals(201, knowing.post("/api/v1/runs", body).statusCode());
        var ended = knowing.send("DELETE", "/api/v1/session", BodyPublishers.noBody());
        assertEquals(204, ended.statusCode());
        assertTrue(ended.headers().firstValue("Set-Cookie").orElseThrow().contains("Max-Age=0"));
        assertEquals(401, browser.get("/api/v1/session").statusCode(), "the session has ended on the server too");
        assertEquals(
                401, anyone.post("/api/v1/session", "{\"token\":\"wrong\"}").statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nowhere.js",
                "/api/v1/health",
                "/api/v1/nowhere",
                "/api/v1/openapi.json",
                "/runs/5",
                "/%2e%2e/x"
            })
    void every_answer_has_the_headers_that_browsers_heed(String path) throws Exception {
        headers(anyone.get(path), "default-src 'none'");
    }

    private static void headers(HttpResponse<?> answer, String policy) {
        var csp = answer.headers().allValues("Content-Security-Policy");
        assertEquals(1, csp.size(), answer + " " + csp);
        assertTrue(csp.getFirst().contains(policy), csp::toString);
        assertFalse(csp.getFirst().contains("unsafe"), csp::toString);
        assertEquals(
                "nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
        assertEquals(
                "no-referrer", answer.headers().firstValue("Referrer-Policy").orElse(""));
        assertTrue(answer.headers().firstValue("Server").isEmpty());
    }

    @Test
    void artifacts_are_downloads_in_a_sandbox() throws Exception {
        var page = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        var digest = controller.blobs.put(page);
        controller.files.artifacts.add(new Artifact("site/index ü.html", page.length, 0644, digest));
        var developer = anyone.as("developer");
        var run = newRun(developer);
        assertEquals(
                "[{\"path\":\"site/index ü.html\",\"size\":25,\"mode\":420,\"digest\":\"%s\"}]".formatted(digest.hex()),
                developer.get(run + "/artifacts").body());
        var answer = developer.get(run + "/artifacts/site/index%20%C3%BC.html");
        assertEquals(200, answer.statusCode(), answer.body());
        headers(answer, "sandbox");
        assertEquals(
                "attachment; filename*=UTF-8''index%20%C3%BC.html",
                answer.headers().firstValue("Content-Disposition").orElse(""));
        assertEquals(
                "application/octet-stream",
                answer.headers().firstValue("Content-Type").orElse(""));
        var part = developer.with("Range", "bytes=1-6").get(run + "/artifacts/site/index%20%C3%BC.html");
        assertEquals("script", part.body());
        assertEquals(404, developer.get(run + "/artifacts/site/../site").statusCode());
        assertEquals(404, developer.get(run + "/artifacts/other").statusCode());
    }

    @Test
    void variables_of_agents_are_shown_to_administrators_only() throws Exception {
        assertTrue(anyone.as("admin").get("/api/v1/agents").body().contains("PRIVATE"));
        assertFalse(anyone.as("developer").get("/api/v1/agents").body().contains("PRIVATE"));
    }
}
