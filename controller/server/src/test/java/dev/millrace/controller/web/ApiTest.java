package dev.millrace.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.execution.Question;
import dev.millrace.controller.execution.WaitingRuns;
import dev.millrace.controller.execution.WaitingRuns.WaitingRun;
import dev.millrace.controller.lease.Jobs;
import dev.millrace.controller.lease.RunLocks;
import dev.millrace.controller.queue.LockOwner.OfStep;
import dev.millrace.controller.run.RunResult;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The API as clients see it, over real HTTP. */
class ApiTest {
    private static FakeController controller;
    private static Client anyone;
    private static Client developer;

    @BeforeAll
    static void start() {
        controller = FakeController.start();
        anyone = Client.of(controller.url());
        developer = anyone.as("developer");
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    private static String newRun(String project) {
        return """
                {"project": "%s", "file": "Jenkinsfile", "definition": "echo 'hi'", "facts": {"BRANCH_NAME": "main"},
                 "parameters": {"WHO": "you"}, "environment": {"A": "b"}}""".formatted(project);
    }

    @Test
    void health_needs_no_token_and_says_the_release() throws Exception {
        var answer = anyone.get("/api/v1/health");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("{\"status\":\"ready\",\"release\":\"test\"}", answer.body());
    }

    @Test
    void health_is_503_with_a_reason_while_the_controller_cannot_work() throws Exception {
        controller.unready = Optional.of("The database does not answer");
        try {
            var answer = anyone.get("/api/v1/health");
            assertEquals(503, answer.statusCode());
            assertEquals(
                    "The database does not answer",
                    Client.json(answer).get("detail").asText());
            assertTrue(answer.headers().firstValue("Retry-After").isPresent());
        } finally {
            controller.unready = Optional.empty();
        }
    }

    @Test
    void a_run_starts_on_a_project_that_is_made_for_it() throws Exception {
        var answer = developer.post("/api/v1/runs", newRun("shop"));
        assertEquals(201, answer.statusCode(), answer.body());
        var run = Client.json(answer);
        assertEquals("shop", run.at("/project/name").asText());
        assertEquals("default", run.get("organization").asText());
        assertEquals("accepted", run.get("state").asText());
        assertEquals("branch", run.get("trust").asText());
        assertEquals("developer", run.at("/cause/by").asText());
        assertEquals("you", run.at("/parameters/WHO").asText());
        assertFalse(run.has("result"), answer.body());
        var location = answer.headers().firstValue("Location").orElseThrow();
        assertTrue(location.endsWith("/api/v1/runs/" + run.get("id").asLong()), location);
        assertEquals(answer.body(), developer.get(location).body());
    }

    @Test
    void the_same_idempotency_key_is_the_same_run() throws Exception {
        var keyed = developer.with("Idempotency-Key", "k1");
        var first = Client.json(keyed.post("/api/v1/runs", newRun("once")));
        var second = Client.json(keyed.post("/api/v1/runs", newRun("once")));
        assertEquals(first.get("id"), second.get("id"));
        var other = Client.json(anyone.as("admin").with("Idempotency-Key", "k1").post("/api/v1/runs", newRun("once")));
        assertFalse(first.get("id").equals(other.get("id")), "keys of two callers are two keys");
    }

    @Test
    void a_tree_that_was_not_uploaded_is_refused() throws Exception {
        var body =
                newRun("treeless").replace("{\"project\"", "{\"tree\": \"%s\", \"project\"".formatted("00".repeat(32)));
        var answer = developer.post("/api/v1/runs", body);
        assertEquals(409, answer.statusCode(), answer.body());
    }

    @Test
    void a_finished_run_has_result_and_duration() throws Exception {
        var run = Client.json(developer.post("/api/v1/runs", newRun("done")));
        controller.finish(controller.newest(), RunResult.UNSTABLE);
        var finished = Client.json(developer.get("/api/v1/runs/" + run.get("id")));
        assertEquals("finished", finished.get("state").asText());
        assertEquals("UNSTABLE", finished.get("result").asText());
        assertEquals(3000, finished.get("durationMillis").asInt());
        assertEquals("2026-01-01T10:00:03Z", finished.get("finishedAt").asText());
    }

    @Test
    void a_run_tells_what_it_checked_out_and_what_is_new_in_it() throws Exception {
        var run = Client.json(developer.post("/api/v1/runs", newRun("changed")));
        assertEquals(
                0,
                Client.json(developer.get("/api/v1/runs/" + run.get("id") + "/changes"))
                        .size());
        controller.checkouts.runs.add(controller.newest());
        assertEquals(
                "c2",
                Client.json(developer.get("/api/v1/runs/" + run.get("id")))
                        .at("/revisions/0/revision")
                        .asText());
        var changes = Client.json(developer.get("/api/v1/runs/" + run.get("id") + "/changes"));
        assertEquals("c1", changes.at("/0/revisionBefore").asText());
        assertEquals("Fix the till", changes.at("/0/commits/0/message").asText());
        assertEquals(
                "1970-01-01T00:00:00Z", changes.at("/0/commits/0/committedAt").asText());
        assertEquals("EDIT", changes.at("/0/commits/0/paths/0/edit").asText());
    }

    @Test
    void a_project_tells_what_its_pipeline_says_of_it() throws Exception {
        var run = Client.json(developer.post("/api/v1/runs", newRun("said")));
        var said = Client.json(developer.get(
                "/api/v1/projects/%d/properties".formatted(run.at("/project/id").asLong())));
        assertEquals("main", said.at("/0/branch").asText());
        assertEquals("WAIT", said.at("/0/concurrency").asText());
        assertEquals("TARGET", said.at("/0/parameters/0/name").asText());
        assertEquals("disableConcurrentBuilds", said.at("/0/properties/0/kind").asText());
    }

    @Test
    void lists_go_back_from_an_id() throws Exception {
        for (int i = 0; i < 3; i++) {
            developer.post("/api/v1/runs", newRun("paged"));
        }
        var id = Client.json(developer.get("/api/v1/projects")).findParents("name").stream()
                .filter(project -> "paged".equals(project.get("name").asText()) && project.has("hasDefinition"))
                .findFirst()
                .orElseThrow()
                .get("id");
        var newest = Client.json(developer.get("/api/v1/projects/" + id + "/runs?limit=2"));
        assertEquals(2, newest.size());
        assertEquals(3, newest.get(0).get("number").asInt());
        var rest = Client.json(developer.get(
                "/api/v1/projects/" + id + "/runs?before=" + newest.get(1).get("id")));
        assertEquals(1, rest.size());
        assertEquals(
                400, developer.get("/api/v1/projects/" + id + "/runs?limit=0").statusCode());
        assertEquals(400, developer.get("/api/v1/runs?limit=many").statusCode());
    }

    @Test
    void the_inline_pipeline_of_a_project_runs() throws Exception {
        var made =
                Client.json(developer.post("/api/v1/projects", "{\"name\": \"inline\", \"definition\": \"echo 'x'\"}"));
        assertTrue(made.get("hasDefinition").asBoolean());
        var run = developer.post("/api/v1/projects/" + made.get("id") + "/runs", "");
        assertEquals(201, run.statusCode(), run.body());
        assertEquals("echo 'x'", controller.accepted().getLast().definition());
        var without = developer
                .with("Content-Type", "application/json")
                .send("PUT", "/api/v1/projects/" + made.get("id"), BodyPublishers.ofString("{}"));
        assertFalse(Client.json(without).get("hasDefinition").asBoolean());
        assertEquals(
                409,
                developer
                        .post("/api/v1/projects/" + made.get("id") + "/runs", "{}")
                        .statusCode());
    }

    @Test
    void blobs_are_sent_once_and_checked() throws Exception {
        var content = "content of a file".getBytes(StandardCharsets.UTF_8);
        var hex = Digest.sha256(content).hex();
        var ask = "{\"digests\": [\"%s\"]}".formatted(hex);
        assertEquals(
                "{\"missing\":[\"" + hex + "\"]}",
                developer.post("/api/v1/blobs/missing", ask).body());
        var octets = developer.with("Content-Type", "application/octet-stream");
        var wrong = octets.send("PUT", "/api/v1/blobs/" + hex, BodyPublishers.ofString("other content here"));
        assertEquals(422, wrong.statusCode(), wrong.body());
        var right = octets.send("PUT", "/api/v1/blobs/" + hex, BodyPublishers.ofByteArray(content));
        assertEquals(204, right.statusCode(), right.body());
        assertEquals(
                "{\"missing\":[]}", developer.post("/api/v1/blobs/missing", ask).body());
        assertEquals(403, anyone.as("viewer").post("/api/v1/blobs/missing", ask).statusCode());
    }

    @Test
    void a_full_disk_is_said_as_such() throws Exception {
        controller.diskFull(true);
        try {
            var answer = developer
                    .with("Content-Type", "application/octet-stream")
                    .send("PUT", "/api/v1/blobs/" + "11".repeat(32), BodyPublishers.ofString("x"));
            assertEquals(507, answer.statusCode(), answer.body());
            assertTrue(Client.json(answer).get("detail").asText().contains("disk"), answer.body());
        } finally {
            controller.diskFull(false);
        }
    }

    @Test
    void the_log_comes_whole_or_in_part() throws Exception {
        var run = "/api/v1/runs/"
                + Client.json(developer.post("/api/v1/runs", newRun("logged"))).get("id");
        controller.log(controller.newest(), "one\ntwo\n");
        var whole = developer.get(run + "/log");
        assertEquals("one\ntwo\n", whole.body());
        assertEquals("8", whole.headers().firstValue("X-Log-Length").orElseThrow());
        assertEquals("8", whole.headers().firstValue("Content-Length").orElseThrow());
        var part = developer.with("Range", "bytes=4-").get(run + "/log");
        assertEquals(206, part.statusCode());
        assertEquals("two\n", part.body());
        assertEquals("bytes 4-7/8", part.headers().firstValue("Content-Range").orElseThrow());
        assertEquals(416, developer.with("Range", "bytes=8-").get(run + "/log").statusCode());
    }

    @Test
    void an_abort_reaches_the_run() throws Exception {
        var run = Client.json(developer.post("/api/v1/runs", newRun("stopped")));
        var viewer = anyone.as("viewer").post("/api/v1/runs/" + run.get("id") + "/abort", "");
        assertEquals(403, viewer.statusCode(), viewer.body());
        var answer = developer.post("/api/v1/runs/" + run.get("id") + "/abort", "");
        assertEquals(202, answer.statusCode(), answer.body());
        assertEquals("ABORTED", Client.json(answer).get("result").asText());
        assertTrue(controller.aborted().getLast().contains("Aborted by developer"));
    }

    @Test
    void questions_of_a_run_are_shown_and_answered_once() throws Exception {
        var run = Client.json(developer.post("/api/v1/runs", newRun("asks")))
                .get("id")
                .asLong();
        controller.ask(
                new RunId(run),
                new Question(
                        4,
                        "ship",
                        "Ship it?",
                        "Ship",
                        List.of(),
                        "",
                        List.of(new Question.Field("WHERE", Question.Kind.CHOICE, "", "test", List.of("test", "live"))),
                        Instant.EPOCH));
        var open = Client.json(developer.get("/api/v1/runs/%d/questions".formatted(run)));
        assertEquals("Ship it?", open.get(0).get("message").asText());
        assertTrue(open.get(0).get("answerable").asBoolean());
        assertEquals("choice", open.get(0).get("parameters").get(0).get("type").asText());
        var path = "/api/v1/runs/%d/questions/4".formatted(run);
        assertEquals(
                204,
                developer
                        .post(path, "{\"proceed\": true, \"values\": {\"WHERE\": \"live\"}}")
                        .statusCode());
        var again = developer.post(path, "{\"proceed\": true}");
        assertEquals(409, again.statusCode(), again.body());
        assertTrue(Client.json(again).get("detail").asText().contains("no open question at step 4"), again.body());
    }

    @Test
    void a_run_is_explained_and_so_is_a_stage_that_it_has() throws Exception {
        var run = "/api/v1/runs/"
                + Client.json(developer.post("/api/v1/runs", newRun("why"))).get("id");
        var because = Client.json(developer.get(run + "/explain"));
        assertEquals("run", because.get("kind").asText());
        var failed = because.get("below").get(0);
        assertEquals(
                "sh 'make' failed Jenkinsfile:3 2000 [\"no rule\"]",
                "%s %s:%d %d %s"
                        .formatted(
                                failed.get("sentence").asText(),
                                failed.get("file").asText(),
                                failed.get("line").asInt(),
                                failed.get("tookMillis").asLong(),
                                failed.get("output")));
        assertEquals(200, developer.get(run + "/explain?stage=Test").statusCode());
        assertEquals(404, developer.get(run + "/explain?stage=None").statusCode());
    }

    @Test
    void locks_throttles_and_shares_are_set_by_administrators_and_read_by_all() throws Exception {
        var admin = anyone.as("admin");
        var path = "/api/v1/organizations/default/";
        assertEquals(403, developer.put(path + "locks/hp", "{}").statusCode());
        assertEquals(
                200, admin.put(path + "locks/hp", "{\"labels\": [\"printer\"]}").statusCode());
        var locks = Client.json(developer.get(path + "locks"));
        assertEquals("hp", locks.at("/0/name").asText());
        assertEquals("printer", locks.at("/0/labels/0").asText());
        assertEquals(200, admin.put(path + "throttles/heavy", "{\"most\": 2}").statusCode());
        assertEquals(400, admin.put(path + "throttles/heavy", "{\"most\": -2}").statusCode());
        assertEquals(
                2, Client.json(developer.get(path + "throttles")).at("/0/most").asInt());
        assertEquals(403, developer.put(path + "shares", "{\"weight\": 2}").statusCode());
        assertEquals(200, admin.put(path + "shares", "{\"weight\": 2}").statusCode());
        assertEquals(400, admin.put(path + "shares", "{\"mostShare\": 2}").statusCode());
        assertEquals(
                2, Client.json(developer.get(path + "shares")).at("/0/weight").asDouble());
    }

    @Test
    void where_blobs_lie_is_the_administrators_to_see_and_to_change() throws Exception {
        var admin = anyone.as("admin");
        assertEquals(403, developer.get("/api/v1/blobs").statusCode());
        assertEquals(403, developer.post("/api/v1/blobs/move", "{}").statusCode());
        assertEquals(403, developer.post("/api/v1/blobs/collect", "{}").statusCode());
        var before = Client.json(admin.get("/api/v1/blobs"));
        assertEquals(
                30_000, before.get("places").get(0).get("amount").get("bytes").asLong());
        assertEquals(false, before.get("places").get(0).get("moving").asBoolean());
        assertEquals(true, before.get("places").get(1).get("current").asBoolean());
        assertEquals(1, before.get("damaged").asLong());
        var moving = Client.json(admin.post("/api/v1/blobs/move", "{}"));
        assertEquals(true, moving.get("places").get(0).get("moving").asBoolean());
        assertEquals(
                4,
                Client.json(admin.post("/api/v1/blobs/collect", "{}"))
                        .get("garbage")
                        .asLong());
    }

    @Test
    void limits_are_the_administrators_to_change_and_bad_ones_are_named() throws Exception {
        var path = "/api/v1/organizations/default/limits";
        assertEquals(
                1_000_000,
                Client.json(developer.get(path)).get("limits").get("steps").asLong());
        var change = "{\"limits\": {\"steps\": 5000}}";
        assertEquals(403, developer.put(path, change).statusCode());
        var admin = anyone.as("admin");
        assertEquals(200, admin.put(path, change).statusCode());
        var limits = Client.json(developer.get(path));
        assertEquals(5000, limits.get("limits").get("steps").asLong());
        assertEquals(1_000_000, limits.get("usual").get("steps").asLong());
        var none = admin.put(path, "{\"limits\": {\"stepz\": 1}}");
        assertEquals(400, none.statusCode(), none.body());
        assertTrue(none.body().contains("There is no limit stepz"), none.body());
        var small = admin.put(path, "{\"limits\": {\"steps\": 0}}");
        assertTrue(small.body().contains("steps is 0, it can be 1 to"), small.body());
    }

    @Test
    void the_queue_shows_jobs_locks_groups_and_runs_that_wait_for_their_turn_to_those_who_may_see_their_run()
            throws Exception {
        var id = Client.json(developer.post("/api/v1/runs", newRun("waits")))
                .get("id")
                .asLong();
        var run = new RunId(id);
        var since = Instant.parse("2026-11-27T14:02:20Z");
        controller.waiting.add(new Jobs.WaitingJob(new JobId(3), run, "waits #1", "No agent", since));
        controller.scheduling.waiting = List.of(
                new RunLocks.WaitingStep(new OfStep(run, 4), "waits #1", false, "Held", since),
                new RunLocks.WaitingStep(new OfStep(run, 5), "waits #1", true, "Has the turn", since));
        controller.held = List.of(
                new WaitingRun(run, WaitingRuns.Kind.RATE, "Next at", since, Optional.of(since.plusSeconds(60))),
                new WaitingRun(run, WaitingRuns.Kind.QUIET_PERIOD, "Quiet", since, Optional.of(since)),
                new WaitingRun(run, WaitingRuns.Kind.EARLIER_RUN, "Before", since, Optional.empty()),
                new WaitingRun(run, WaitingRuns.Kind.PLACE, "Full", since, Optional.empty()));
        try {
            var seen = Client.json(developer.get("/api/v1/queue?run=" + id));
            var kinds = new ArrayList<String>();
            seen.forEach(item -> kinds.add(item.get("kind").asText()));
            assertEquals(List.of("job", "lock", "group", "rate", "quiet_period", "earlier_run", "place"), kinds);
            assertEquals(3, seen.get(0).get("job").asLong());
            assertFalse(seen.get(1).has("job"), seen.toString());
            assertEquals("waits #1", seen.get(3).get("title").asText());
            assertEquals("2026-11-27T14:03:20Z", seen.get(3).get("startsAt").asText());
            assertEquals("[]", developer.get("/api/v1/queue?run=999").body());
            assertEquals("[]", anyone.as("stranger").get("/api/v1/queue").body());
        } finally {
            controller.waiting.clear();
            controller.scheduling.waiting = List.of();
            controller.held = List.of();
        }
    }
}
