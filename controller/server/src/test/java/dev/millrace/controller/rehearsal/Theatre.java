package dev.millrace.controller.rehearsal;

import com.google.protobuf.ByteString;
import dev.millrace.api.Checkout;
import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.BlockScope;
import dev.millrace.api.step.BlockStep;
import dev.millrace.api.step.Parameter;
import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepException;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.evaluator.EvaluatorModule;
import dev.millrace.controller.evaluator.EvaluatorSettings;
import dev.millrace.controller.execution.ProgramsModule;
import dev.millrace.controller.execution.StepCatalog;
import dev.millrace.controller.rehearsal.Rehearsals.Listed;
import dev.millrace.controller.rehearsal.Rehearsals.Rehearsed;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A real evaluator process, some steps, and uploads in memory. */
final class Theatre implements AutoCloseable {
    private final ProgramsModule programs;
    private final Map<Digest, byte[]> stored = new HashMap<>();

    Theatre(Path empty) {
        var settings = EvaluatorSettings.usual(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                empty.resolve("evaluator"));
        programs = ProgramsModule.create(
                new Steps(),
                EvaluatorModule.processes(settings),
                settings,
                "http://localhost/",
                task -> Thread.ofVirtual().start(task));
    }

    Rehearsals rehearsals(Bounds bounds) {
        return new EvaluatorRehearsals(
                programs.programs(), new Steps(), uploads(), InstantSource.fixed(Instant.EPOCH), bounds);
    }

    private Uploads uploads() {
        return new Uploads() {
            @Override
            public Tree tree(Digest digest) throws java.io.IOException {
                return Tree.parseFrom(file(digest));
            }

            @Override
            public byte[] file(Digest digest) throws java.io.IOException {
                return Optional.ofNullable(stored.get(digest)).orElseThrow(() -> new java.io.IOException("none"));
            }
        };
    }

    Digest tree(Map<String, String> files) {
        var tree = Tree.newBuilder();
        files.forEach((path, text) -> {
            var digest = store(text.getBytes(StandardCharsets.UTF_8));
            tree.addEntries(TreeEntry.newBuilder()
                    .setPath(path)
                    .setSize(text.length())
                    .setDigest(ByteString.copyFrom(digest.bytes())));
        });
        return store(tree.build().toByteArray());
    }

    private Digest store(byte[] bytes) {
        var digest = Digest.sha256(bytes);
        stored.put(digest, bytes);
        return digest;
    }

    Rehearsed rehearse(String pipeline) throws InterruptedException {
        return rehearse(pipeline, Optional.empty(), Map.of());
    }

    Rehearsed rehearse(String pipeline, Optional<Digest> tree, Map<String, Object> parameters)
            throws InterruptedException {
        return rehearsals(Bounds.USUAL).rehearse(request(pipeline, tree, parameters));
    }

    static Rehearsals.Request request(String pipeline, Optional<Digest> tree, Map<String, Object> parameters) {
        return new Rehearsals.Request(
                Optional.empty(), "shop", "Jenkinsfile", pipeline, tree, List.of(), Map.of(), parameters, Map.of());
    }

    /** {@code 3|  sh 'make'}: the line, then the call, indented. */
    static String listing(Rehearsed rehearsed) {
        return rehearsed.calls().stream().map(Theatre::line).collect(Collectors.joining("\n"));
    }

    private static String line(Listed call) {
        return "%d|%s%s%s"
                .formatted(
                        call.line(),
                        "  ".repeat(call.depth()),
                        call.branch().isEmpty() ? "" : "[" + call.branch() + "] ",
                        call.call());
    }

    @Override
    public void close() {
        programs.close();
    }

    /** Steps like those of plugins. What is not to be called says so. */
    private static final class Steps implements StepCatalog {
        private final Map<String, Provided> steps = new LinkedHashMap<>();

        Steps() {
            action(
                    "steps-workspace",
                    "sh",
                    Steps::never,
                    script("script"),
                    truth("returnStdout"),
                    truth("returnStatus"));
            action("steps-workspace", "readFile", Steps::read, Parameter.positional("file", Parameter.Type.TEXT, "x"));
            action(
                    "steps-workspace",
                    "writeFile",
                    Steps::write,
                    Parameter.required("file", Parameter.Type.TEXT, "x"),
                    Parameter.required("text", Parameter.Type.TEXT, "x"));
            action(
                    "steps-workspace",
                    "fileExists",
                    call -> call.workspace().stat(call.arguments().text("file")).isPresent(),
                    Parameter.positional("file", Parameter.Type.TEXT, "x"));
            action("services", "slackSend", Steps::never, Parameter.positional("message", Parameter.Type.TEXT, "x"));
            action("services", "build", Steps::never, Parameter.positional("job", Parameter.Type.TEXT, "x"));
            block("services", "withCredentials", Parameter.positional("bindings", Parameter.Type.LIST, "x"));
            block("steps-workspace", "dir", Parameter.positional("path", Parameter.Type.TEXT, "x"));
        }

        private void action(String plugin, String name, Body body, Parameter... parameters) {
            var descriptor = descriptor(name, parameters);
            put(plugin, new ActionStep() {
                @Override
                public StepDescriptor descriptor() {
                    return descriptor;
                }

                @Override
                public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
                    return body.run(call);
                }
            });
        }

        private void block(String plugin, String name, Parameter... parameters) {
            var descriptor = descriptor(name, parameters);
            put(plugin, new BlockStep() {
                @Override
                public StepDescriptor descriptor() {
                    return descriptor;
                }

                @Override
                public BlockScope open(StepCall call) {
                    throw new IllegalStateException("was really done");
                }
            });
        }

        private void put(String plugin, Step step) {
            steps.put(step.descriptor().name(), new Provided(plugin, step, true));
        }

        private static StepDescriptor descriptor(String name, Parameter... parameters) {
            return new StepDescriptor(
                    name,
                    java.util.Set.of(),
                    "A step.",
                    List.of(parameters),
                    false,
                    StepDescriptor.Recovery.FAIL,
                    List.of());
        }

        private static Parameter script(String name) {
            return Parameter.positional(name, Parameter.Type.TEXT, "x");
        }

        private static Parameter truth(String name) {
            return Parameter.optional(name, Parameter.Type.TRUTH, false, "x");
        }

        private static Object never(StepCall call) {
            throw new IllegalStateException("was really done");
        }

        private static Object read(StepCall call) throws StepException, InterruptedException {
            return new String(call.workspace().read(call.arguments().text("file"), 1000), StandardCharsets.UTF_8);
        }

        private static @Nullable Object write(StepCall call) throws StepException, InterruptedException {
            call.workspace()
                    .write(
                            call.arguments().text("file"),
                            call.arguments().text("text").getBytes(StandardCharsets.UTF_8));
            return null;
        }

        @Override
        public List<Provided> steps() {
            return List.copyOf(steps.values());
        }

        @Override
        public Optional<Provided> step(String name) {
            return Optional.ofNullable(steps.get(name));
        }

        @Override
        public Optional<Checkout> checkout(String symbol) {
            return Optional.empty();
        }

        /** What a step does. */
        private interface Body {
            @Nullable
            Object run(StepCall call) throws StepException, InterruptedException;
        }
    }

    /** Bounds that a test reaches soon. */
    static Bounds small() {
        return new Bounds(200, Duration.ofSeconds(5), 2000, 100);
    }
}
