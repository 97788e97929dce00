package dev.millrace.controller.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepException;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.plugin.PluginStatus.State;
import dev.millrace.controller.store.TestDatabase;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginHostTest {
    private static TestDatabase db;

    @TempDir
    private Path directory;

    private Path bundled;
    private Path installed;
    private @Nullable PluginsModule module;

    @BeforeAll
    static void open() {
        db = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        db.close();
    }

    @BeforeEach
    void start() {
        bundled = directory.resolve("bundled");
        installed = directory.resolve("plugins");
        db.database().write(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate("delete from plugin");
            }
        });
    }

    @AfterEach
    void stop() {
        if (module != null) {
            module.close();
        }
    }

    @Test
    void a_bundled_plugin_runs_and_brings_its_steps() throws Exception {
        TestArchive.plugin("greetings").steps("greet,wave").to(bundled.resolve("greetings-1.jar"));
        var host = boot();
        var status = status("greetings");
        assertEquals(State.RUNNING, status.state());
        assertEquals(List.of("greet", "wave"), status.steps());
        assertTrue(status.bundled());
        assertEquals(
                List.of("greet", "wave"),
                host.steps().steps().stream()
                        .map(provided -> provided.step().descriptor().name())
                        .toList());
        assertFalse(host.steps().step("greet").orElseThrow().mayUseWorkspace());
    }

    @Test
    void a_plugin_sees_the_api_and_the_platform_and_nothing_of_the_controller() throws Exception {
        TestArchive.plugin("greetings").steps("greet").to(bundled.resolve("greetings.jar"));
        boot();
        for (var seen :
                List.of("dev.millrace.api.step.StepCall", "java.sql.Driver", "javax.xml.stream.XMLInputFactory")) {
            assertEquals(true, call("greet", Map.of("load", seen)), seen);
        }
        for (var hidden : List.of(
                "dev.millrace.controller.base.Problem",
                "org.slf4j.Logger",
                "org.pf4j.Plugin",
                "com.zaxxer.hikari.HikariDataSource")) {
            assertEquals(false, call("greet", Map.of("load", hidden)), hidden);
        }
    }

    @Test
    void a_plugin_that_cannot_run_stops_none_of_the_others() throws Exception {
        TestArchive.plugin("good").steps("greet").to(bundled.resolve("good.jar"));
        var cut = Arrays.copyOf(TestArchive.plugin("cut").bytes(), 900);
        Files.write(bundled.resolve("cut.jar"), cut);
        var flipped = TestArchive.plugin("flipped").bytes();
        Arrays.fill(flipped, 700, 720, (byte) 0x55);
        Files.write(bundled.resolve("flipped.jar"), flipped);
        Files.writeString(bundled.resolve("text.jar"), "not an archive");
        TestArchive.plugin("later").with("Plugin-Requires", ">=9.0.0").to(bundled.resolve("later.jar"));
        TestArchive.plugin("lonely")
                .with("Plugin-Dependencies", "absent@>=1.0.0")
                .to(bundled.resolve("lonely.jar"));
        TestArchive.plugin("greedy").with("Millrace-Permissions", "root").to(bundled.resolve("greedy.jar"));
        TestArchive.plugin("sly").steps("reach").sample("workspace", "yes").to(bundled.resolve("sly.jar"));
        TestArchive.plugin("tired").sample("fail", "not today").to(bundled.resolve("tired.jar"));
        TestArchive.plugin("twin").steps("greet").to(bundled.resolve("twin.jar"));
        TestArchive.plugin("engine").steps("node").to(bundled.resolve("engine.jar"));
        TestArchive.plugin("nobody").service("").to(bundled.resolve("nobody.jar"));
        TestArchive.plugin("ghost").service("absent.Plugin").to(bundled.resolve("ghost.jar"));
        boot();
        assertEquals(State.RUNNING, status("good").state());
        assertProblem("cut", "damaged");
        assertProblem("flipped", "damaged");
        assertProblem("text", "damaged");
        assertProblem("later", "Plugin later 1.0.0 needs plugin API >=9.0.0, this is 1.0.0");
        assertProblem("lonely", "needs plugin absent@>=1.0.0, which is not there");
        assertProblem("greedy", "permission 'root', which there is not");
        assertProblem("sly", "does not declare permission agent-processes");
        assertProblem("tired", "does not start: not today");
        assertProblem("twin", "brings step greet, which plugin good has already");
        assertProblem("engine", "brings step node, which the engine itself has already");
        assertProblem("nobody", "names 0 classes, not one");
        assertProblem("ghost", "absent.Plugin");
        assertEquals(
                List.of("greet"),
                host().steps().steps().stream()
                        .map(p -> p.step().descriptor().name())
                        .toList());
    }

    @Test
    void what_was_not_declared_is_not_handed_out() {
        TestArchive.plugin("caller").sample("http", "yes").to(bundled.resolve("caller.jar"));
        TestArchive.plugin("keeper").sample("database", "yes").to(bundled.resolve("keeper.jar"));
        TestArchive.plugin("allowed")
                .sample("http", "yes")
                .with("Millrace-Permissions", "network")
                .to(bundled.resolve("allowed.jar"));
        boot();
        assertProblem("caller", "uses network without declaring it");
        assertProblem("keeper", "uses database without declaring it");
        assertEquals(State.RUNNING, status("allowed").state());
    }

    @Test
    void a_plugin_has_a_schema_of_its_own_and_gives_connections_back_as_they_were() throws Exception {
        TestArchive.plugin("keep-all")
                .steps("keep")
                .with("Millrace-Permissions", "database")
                .to(bundled.resolve("keeper.jar"));
        boot();
        assertEquals("plugin_keep_all", call("keep", Map.of("sql", "create table note (text text)")));
        assertEquals("plugin_keep_all", call("keep", Map.of("sql", "select * from note")));
        var schema = db.database().read(connection -> connection.getSchema());
        assertEquals("public", schema);
    }

    @Test
    void an_archive_put_there_by_hand_runs_when_it_was_approved_and_no_other_in_its_place() throws Exception {
        TestArchive.plugin("hand").with("Millrace-Permissions", "network").to(installed.resolve("hand.jar"));
        boot();
        assertEquals(State.UNAPPROVED, status("hand").state());
        assertProblem("hand", "it asks for: network");
        assertEquals(State.RUNNING, host().plugins().enable("hand").state());
        TestArchive.plugin("hand").steps("more").to(installed.resolve("hand.jar"));
        boot();
        assertEquals(State.UNAPPROVED, status("hand").state());
        assertProblem("hand", "is not the one that was approved");
    }

    @Test
    void an_archive_is_inspected_without_being_loaded() throws Exception {
        boot();
        var file = TestArchive.plugin("asker")
                .with("Millrace-Permissions", "network, secrets")
                .with("Plugin-Dependencies", "other@>=1.0.0")
                .sample("fail", "loaded")
                .to(directory.resolve("upload.jar"));
        var inspection = host().plugins().inspect(file);
        assertEquals("asker", inspection.id());
        assertEquals(
                List.of("network", "secrets"),
                inspection.permissions().stream().map(p -> p.key()).toList());
        assertEquals(List.of("other@>=1.0.0"), inspection.dependencies());
        assertTrue(inspection.problems().getFirst().message().contains("needs plugin other@>=1.0.0"));
        Files.writeString(file, "damaged");
        assertTrue(
                host().plugins().inspect(file).problems().getFirst().message().contains("damaged"));
    }

    @Test
    void an_installed_plugin_runs_at_once_and_after_a_restart() throws Exception {
        boot();
        var file = TestArchive.plugin("fresh").steps("greet").to(directory.resolve("upload.jar"));
        assertEquals(State.RUNNING, host().plugins().install(file).state());
        assertTrue(host().steps().step("greet").isPresent());
        boot();
        assertEquals(State.RUNNING, status("fresh").state());
        host().plugins().remove("fresh");
        assertTrue(host().steps().step("greet").isEmpty());
        assertEquals(List.of(), host().plugins().list());
        assertEquals(List.of(), files());
    }

    @Test
    void a_step_that_waits_for_its_provider_gives_way_to_one_that_is_there_and_comes_back_without_it()
            throws Exception {
        TestArchive.plugin("services")
                .steps("cache,build")
                .sample("provider", "a provider of caches")
                .to(bundled.resolve("services.jar"));
        boot();
        assertEquals(
                "a provider of caches", step("cache").descriptor().provider().orElseThrow());
        for (var id : List.of("aa-locks", "zz-locks")) { // started before and after the one that waits
            host().plugins().install(TestArchive.plugin(id).steps("cache").to(directory.resolve(id + ".jar")));
            assertEquals(State.RUNNING, status(id).state());
            assertEquals(State.RUNNING, status("services").state());
            assertTrue(step("cache").descriptor().provider().isEmpty());
            assertEquals(List.of("build"), status("services").steps());
            assertEquals(List.of("cache"), status(id).steps());
            host().plugins().remove(id);
            assertTrue(step("cache").descriptor().provider().isPresent());
            assertEquals(List.of("build", "cache"), status("services").steps());
        }
    }

    @Test
    void a_new_version_takes_the_place_of_the_old_one() throws Exception {
        boot();
        host().plugins().install(TestArchive.plugin("pp").steps("old").to(directory.resolve("one.jar")));
        host().plugins()
                .install(TestArchive.plugin("pp")
                        .with("Plugin-Version", "2.0.0")
                        .steps("fresh")
                        .to(directory.resolve("two.jar")));
        assertEquals("2.0.0", status("pp").version());
        assertTrue(host().steps().step("old").isEmpty());
        assertTrue(host().steps().step("fresh").isPresent());
        assertEquals(List.of("pp.jar"), files());
    }

    @Test
    void a_new_version_that_does_not_start_leaves_the_old_one_running() throws Exception {
        boot();
        host().plugins().install(TestArchive.plugin("pp").steps("old").to(directory.resolve("one.jar")));
        var broken = TestArchive.plugin("pp").sample("fail", "no").to(directory.resolve("two.jar"));
        var refused = assertThrows(UserError.class, () -> host().plugins().install(broken));
        assertTrue(String.valueOf(refused.getMessage()).contains("does not start: no"));
        assertEquals(State.RUNNING, status("pp").state());
        assertTrue(host().steps().step("old").isPresent());
        assertEquals(List.of("pp.jar"), files());
        boot();
        assertEquals(State.RUNNING, status("pp").state());
    }

    @Test
    void what_cannot_be_installed_changes_nothing() throws Exception {
        TestArchive.plugin("ours").to(bundled.resolve("ours.jar"));
        boot();
        var file = directory.resolve("upload.jar");
        for (var archive : List.of(
                TestArchive.plugin("pp").with("Plugin-Requires", ">=9.0.0"),
                TestArchive.plugin("pp").with("Millrace-Permissions", "root"),
                TestArchive.plugin("pp").with("Plugin-Dependencies", "absent"),
                TestArchive.plugin("pp").without("Plugin-Version"),
                TestArchive.plugin("../p"),
                TestArchive.plugin("ours").with("Plugin-Version", "9.0.0"))) {
            archive.to(file);
            var refused = assertThrows(UserError.class, () -> host().plugins().install(file));
            assertFalse(refused.problems().isEmpty());
            assertFalse(refused.problems().getFirst().hint().isEmpty());
        }
        assertEquals(List.of(), files());
        assertEquals(1, host().plugins().list().size());
    }

    @Test
    void a_disabled_plugin_stays_so_over_restarts_and_new_releases() throws Exception {
        TestArchive.plugin("ours").steps("greet").to(bundled.resolve("ours.jar"));
        boot();
        assertEquals(State.DISABLED, host().plugins().disable("ours").state());
        TestArchive.plugin("ours")
                .with("Plugin-Version", "1.1.0")
                .steps("greet")
                .to(bundled.resolve("ours.jar"));
        boot();
        assertEquals(State.DISABLED, status("ours").state());
        assertTrue(host().steps().step("greet").isEmpty());
        assertEquals(State.RUNNING, host().plugins().enable("ours").state());
        assertThrows(UserError.class, () -> host().plugins().remove("ours"));
        assertThrows(UserError.class, () -> host().plugins().enable("unknown"));
    }

    @Test
    void what_depends_on_a_plugin_stops_and_starts_with_it() throws Exception {
        TestArchive.plugin("base-plugin").steps("base").to(bundled.resolve("base.jar"));
        TestArchive.plugin("above")
                .with("Plugin-Dependencies", "base-plugin@>=1.0.0")
                .steps("above")
                .to(bundled.resolve("above.jar"));
        boot();
        assertEquals(State.RUNNING, status("above").state());
        host().plugins().disable("base-plugin");
        assertEquals(State.FAILED, status("above").state());
        assertTrue(host().steps().step("above").isEmpty());
        host().plugins().enable("base-plugin");
        assertEquals(State.RUNNING, status("above").state());
    }

    @Test
    void a_call_under_way_goes_on_to_its_end_when_its_plugin_is_disabled() throws Exception {
        TestArchive.plugin("slow").steps("wait").to(bundled.resolve("slow.jar"));
        boot();
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var step = step("wait");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var call = threads.submit(
                    () -> ((ActionStep) step).run(new TestCall(Map.of("entered", entered, "leave", leave))));
            entered.await();
            host().plugins().disable("slow");
            var late = assertThrows(StepException.class, () -> ((ActionStep) step).run(new TestCall(Map.of())));
            assertEquals("plugin-stopped", late.reason());
            leave.countDown();
            assertEquals("done", call.get());
        }
    }

    @Test
    void the_class_loader_of_a_stopped_plugin_is_let_go() throws Exception {
        TestArchive.plugin("brief").steps("greet").to(bundled.resolve("brief.jar"));
        boot();
        var loader = new WeakReference<>(call("greet", Map.of()));
        assertNotEquals(null, loader.get());
        host().plugins().disable("brief");
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (loader.get() != null && System.nanoTime() < deadline) {
            System.gc();
            Thread.onSpinWait();
        }
        assertEquals(null, loader.get());
    }

    private PluginsModule boot() {
        stop();
        var booted = PluginsModule.create(
                db.database(), Clock.systemUTC(), List.of(bundled), installed, Set.of("node", "echo"));
        module = booted;
        return booted;
    }

    private PluginsModule host() {
        var booted = module;
        return booted == null ? boot() : booted;
    }

    private PluginStatus status(String id) {
        return host().plugins().list().stream()
                .filter(status -> status.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void assertProblem(String id, String expected) {
        var status = status(id);
        assertNotEquals(State.RUNNING, status.state(), id);
        var problem = status.problems().getFirst();
        assertTrue(problem.message().contains(expected), problem::toString);
        assertFalse(problem.hint().isEmpty(), problem::toString);
    }

    private Step step(String name) {
        return host().steps().step(name).orElseThrow().step();
    }

    private @Nullable Object call(String step, Map<String, Object> arguments) throws Exception {
        return ((ActionStep) step(step)).run(new TestCall(arguments));
    }

    private List<String> files() throws IOException {
        if (!Files.exists(installed)) {
            return List.of();
        }
        try (var files = Files.list(installed)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
