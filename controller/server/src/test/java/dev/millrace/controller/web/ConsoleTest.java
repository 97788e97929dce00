package dev.millrace.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's files, over HTTP. */
class ConsoleTest {
    private static FakeController controller;
    private static Client browser;

    @BeforeAll
    static void start() {
        controller = FakeController.start();
        browser = Client.of(controller.url());
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/runs/5", "/projects/shop/main", "/agents"})
    void every_page_of_the_application_is_its_index(String path) throws Exception {
        var answer = browser.get(path);
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("Console of the tests"), answer.body());
        assertEquals(
                "text/html;charset=utf-8",
                answer.headers().firstValue("Content-Type").orElse(""));
        assertEquals("no-cache", answer.headers().firstValue("Cache-Control").orElse(""));
    }

    @Test
    void files_with_a_hash_in_their_name_are_kept_for_good() throws Exception {
        var answer = browser.get("/assets/app-Ab12_cdE.js");
        assertEquals(
                "text/javascript;charset=utf-8",
                answer.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                "public, max-age=31536000, immutable",
                answer.headers().firstValue("Cache-Control").orElse(""));
        assertEquals(
                "no-cache",
                browser.get("/mark.svg").headers().firstValue("Cache-Control").orElse(""));
    }

    @Test
    void what_a_browser_has_is_not_sent_again() throws Exception {
        var tag = browser.get("/").headers().firstValue("ETag").orElseThrow();
        var again = browser.with("If-None-Match", tag).get("/");
        assertEquals(304, again.statusCode());
        assertEquals("", again.body());
    }

    @Test
    void other_names_and_methods_are_problems() throws Exception {
        assertEquals(404, browser.get("/missing.js").statusCode());
        assertEquals(400, browser.get("/..%2fsecret.txt").statusCode());
        var post = browser.send("POST", "/", BodyPublishers.noBody());
        assertEquals(405, post.statusCode());
        assertEquals(
                "application/problem+json",
                post.headers().firstValue("Content-Type").orElse(""));
        assertEquals("", browser.send("HEAD", "/", BodyPublishers.noBody()).body());
    }
}
