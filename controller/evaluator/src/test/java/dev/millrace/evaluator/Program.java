package dev.millrace.evaluator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.evaluator.baton.FakeController;
import dev.millrace.evaluator.inspect.Looking;
import dev.millrace.evaluator.language.Pipelines;
import dev.millrace.evaluator.language.StepCatalog;
import dev.millrace.evaluator.library.SharedLibraries;
import dev.millrace.evaluator.lint.Examiner;
import dev.millrace.evaluator.stages.Stages;
import dev.millrace.evaluator.value.Values;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.Closed;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.Probe;
import dev.millrace.wire.proto.Probed;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Signal;
import dev.millrace.wire.proto.Start;
import dev.millrace.wire.proto.StepDescription;
import dev.millrace.wire.proto.StepFailure;
import dev.millrace.wire.proto.Validate;
import dev.millrace.wire.proto.Validated;
import dev.millrace.wire.proto.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A pipeline in a test: run once, then again from every position of its journal, which must end in the same journal. */
public final class Program {
    private final Start.Builder start = Start.newBuilder()
            .setFile("Jenkinsfile")
            .putEnvironment("BUILD_NUMBER", "7")
            .putEnvironment("JOB_NAME", "shop");
    private final Map<String, Signal.Kind> signals = new HashMap<>();
    private final Map<String, String> workspace = new HashMap<>();
    private final Shelf shelf = new Shelf();
    private final Pipelines pipelines = new Pipelines(catalog(), Stages.DIALECT, SharedLibraries.ofProcess());

    public static Program of(String source) {
        var program = new Program();
        program.start.setSource(source);
        return program;
    }

    public Program environment(String name, String value) {
        start.putEnvironment(name, value);
        return this;
    }

    public Program build(String name, Object value) {
        start.getBuildBuilder().addEntries(Values.named(name, Values.of(name, value)));
        return this;
    }

    public Program parameter(String name, Object value) {
        start.getParametersBuilder().addEntries(Values.named(name, Values.of(name, value)));
        return this;
    }

    /** A file that {@code load} finds. */
    public Program file(String path, String text) {
        workspace.put(path, text);
        return this;
    }

    /** A library that there is, in one version: paths and texts in turn. */
    public Program library(String name, String version, String... files) {
        shelf.add(name, version, files);
        return this;
    }

    public Program signal(String block, Signal.Kind kind) {
        signals.put(block, kind);
        return this;
    }

    /** What a test looks at. */
    public record Seen(List<JournalEntry> journal, FakeController controller) {
        public Ended ended() {
            return journal.getLast().getEnded();
        }

        public Result result() {
            return ended().getResult();
        }

        public List<String> echoes() {
            return journal.stream()
                    .filter(entry ->
                            entry.hasNoted() && entry.getNoted().getName().equals("echo"))
                    .map(entry -> entry.getNoted().getArguments(0).getValue().getText())
                    .toList();
        }

        public List<Asked> asked(String name) {
            return journal.stream()
                    .filter(JournalEntry::hasAsked)
                    .map(JournalEntry::getAsked)
                    .filter(asked -> asked.getName().equals(name))
                    .toList();
        }

        /** The program's steps in order, blocks indented. */
        public String shape() {
            var text = new StringBuilder();
            var depth = new HashMap<Integer, Integer>();
            for (var entry : journal) {
                if (entry.hasAsked()) {
                    line(
                            text,
                            depth,
                            entry.getAsked().getStep(),
                            entry.getAsked().getPlace().getParent(),
                            entry.getAsked().getName(),
                            entry.getAsked().getArgumentsList());
                } else if (entry.hasNoted()) {
                    line(
                            text,
                            depth,
                            entry.getNoted().getStep(),
                            entry.getNoted().getPlace().getParent(),
                            entry.getNoted().getName(),
                            entry.getNoted().getArgumentsList());
                }
            }
            return text.toString();
        }

        private static void line(
                StringBuilder text,
                Map<Integer, Integer> depth,
                int step,
                int parent,
                String name,
                List<NamedValue> arguments) {
            if (name.equals("properties")
                    && arguments.stream().anyMatch(one -> one.getName().equals("plain"))) {
                return; // what a declarative pipeline says of its project is no step of it
            }
            depth.put(step, depth.getOrDefault(parent, -1) + 1);
            text.append("  ".repeat(depth.getOrDefault(step, 0))).append(name);
            if (!arguments.isEmpty()
                    && !arguments.getFirst().getValue().getText().isEmpty()) {
                text.append(' ').append(arguments.getFirst().getValue().getText());
            }
            text.append('\n');
        }

        public Closed closed(int step) {
            return journal.stream()
                    .filter(entry -> entry.hasClosed() && entry.getClosed().getStep() == step)
                    .map(JournalEntry::getClosed)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Runs it; then again from positions of its journal: from all of them while it is short, else from about forty. */
    public Seen run() {
        return run(40);
    }

    public Seen run(int cuts) {
        var whole = play(List.of());
        var stride = Math.max(1, whole.journal.size() / cuts);
        assertEquals(0, whole.controller.diverged().getPosition());
        for (int cut = 0; cut < whole.journal.size(); cut += stride) {
            var again = play(whole.journal.subList(0, cut));
            assertEquals("", again.controller.diverged().getActual(), "crash at " + cut);
            assertEquals(fromProgram(whole.journal), fromProgram(again.journal), "crash at " + cut);
            assertEquals(forProgram(whole.journal), forProgram(again.journal), "crash at " + cut);
        }
        return whole;
    }

    public Seen play(List<JournalEntry> history) {
        var controller = new FakeController(this::outcome);
        signals.forEach(controller::signalling);
        controller.run(history, pipelines.program(start.build(), controller.baton(), shelf));
        return new Seen(controller.journal(), controller);
    }

    /** What is said of it where it is not run. */
    public Validated examine() {
        return new Examiner(catalog(), pipelines)
                .examine(Validate.newBuilder()
                        .setFile(start.getFile())
                        .setSource(start.getSource())
                        .build());
    }

    /** Only looks at it, with this journal. */
    public Probed probe(Probe probe, List<JournalEntry> history) {
        var answer = new CompletableFuture<Probed>();
        var looking = new Looking(start.clone().setProbe(probe).build(), answer::complete);
        looking.baton().start(history, looking.program(pipelines, shelf));
        try {
            return answer.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** What it is like where this journal ends. */
    public Probed inspect(List<JournalEntry> history) {
        var probed = probe(Probe.newBuilder().setInspect(true).build(), history);
        assertEquals(List.of(), probed.getDifferencesList(), "after " + history.size());
        return probed;
    }

    private static List<JournalEntry> fromProgram(List<JournalEntry> journal) {
        return journal.stream()
                .filter(entry -> !entry.hasOutcome() && !entry.hasSignal())
                .map(entry -> entry.hasHandedOut()
                        ? entry.toBuilder()
                                .setHandedOut(entry.getHandedOut().toBuilder().clearValue())
                                .build()
                        : entry)
                .toList();
    }

    private static List<JournalEntry> forProgram(List<JournalEntry> journal) {
        return journal.stream()
                .filter(entry -> entry.hasOutcome() || entry.hasSignal())
                .toList();
    }

    private Outcome.Builder outcome(Asked asked) {
        var arguments = new LinkedHashMap<String, Value>();
        asked.getArgumentsList().forEach(argument -> arguments.put(argument.getName(), argument.getValue()));
        return switch (asked.getName()) {
            case "node" ->
                FakeController.value(Values.of(
                        "node", Map.of("workspace", "/ws", "node", "here", "environment", Map.of("PATH", "/usr/bin"))));
            case "dir" ->
                FakeController.value(Values.of(
                        "dir",
                        Map.of(
                                "directory",
                                arguments
                                        .getOrDefault("path", Value.getDefaultInstance())
                                        .getText())));
            case "sh" -> sh(arguments);
            case "load" ->
                load(arguments.getOrDefault("path", Value.getDefaultInstance()).getText());
            case "library" -> shelf.outcome(arguments);
            case "previousBuild" -> previous(arguments);
            case "junit" ->
                FakeController.value(Value.getDefaultInstance())
                        .setWorsened(Result.UNSTABLE)
                        .setWorsenedWhy("1 test failed");
            case "tool" -> FakeController.value(Values.text(home(arguments, "type", "name")));
            case "envVarsForTool" -> {
                var home = home(arguments, "toolId", "toolVersion");
                yield FakeController.value(
                        Values.of("variables", List.of("HOME_OF=" + home, "PATH+T=" + home + "/bin")));
            }
            case "isUnix" ->
                FakeController.value(Value.newBuilder().setTruth(true).build());
            default -> FakeController.value(Value.getDefaultInstance());
        };
    }

    private static String home(Map<String, Value> arguments, String type, String name) {
        var none = Value.getDefaultInstance();
        return "/" + arguments.getOrDefault(type, none).getText() + "/"
                + arguments.getOrDefault(name, none).getText();
    }

    private Outcome.Builder load(String path) {
        var text = workspace.get(path);
        return text == null ? failure("no-such-file", path + " is not there") : FakeController.value(Values.text(text));
    }

    /** The run before was #6, unstable; there are five before it, successes. */
    private static Outcome.Builder previous(Map<String, Value> arguments) {
        var number =
                arguments.getOrDefault("number", Value.getDefaultInstance()).getInteger() - 1;
        return number < 1
                ? FakeController.value(Value.getDefaultInstance())
                : FakeController.value(Values.of(
                        "previous",
                        Map.of("number", number, "result", number == 6 ? "UNSTABLE" : "SUCCESS", "duration", 61_000)));
    }

    static Outcome.Builder failure(String cause, String message) {
        return Outcome.newBuilder()
                .setFailure(StepFailure.newBuilder()
                        .setMessage(message)
                        .setResult(Result.FAILURE)
                        .setCause(cause));
    }

    private static Outcome.Builder sh(Map<String, Value> arguments) {
        var script =
                arguments.getOrDefault("script", Value.getDefaultInstance()).getText();
        if (arguments.containsKey("returnStdout")) {
            return FakeController.value(Values.text("out of " + script + "\n"));
        }
        var code = script.equals("false") ? 1 : 0;
        if (arguments.containsKey("returnStatus")) {
            return FakeController.value(Values.of("status", code));
        }
        return code == 0
                ? FakeController.value(Value.getDefaultInstance())
                : Outcome.newBuilder()
                        .setFailure(StepFailure.newBuilder()
                                .setMessage("script returned exit code 1")
                                .setResult(Result.FAILURE)
                                .setCause("exit-code"));
    }

    /** A catalog as a controller with the bundled plugins describes it, the part that the tests use. */
    public static StepCatalog catalog() {
        var steps = new ArrayList<StepDescription>();
        steps.add(step("sh", false, true, "script", "returnStdout", "returnStatus"));
        steps.add(step("hang", false, false, "why"));
        steps.add(step("dir", true, true, "path"));
        steps.add(step("junit", false, true, "testResults").toBuilder()
                .addSymbols("JUnitResultArchiver")
                .build());
        return new StepCatalog(steps);
    }

    private static StepDescription step(String name, boolean block, boolean needsNode, String... parameters) {
        var step = StepDescription.newBuilder()
                .setName(name)
                .setBlock(block)
                .setNeedsNode(needsNode)
                .setPlugin("steps");
        for (var parameter : parameters) {
            step.addParameters(ParameterDescription.newBuilder()
                    .setName(parameter)
                    .setType(
                            parameter.startsWith("return")
                                    ? ParameterDescription.Type.TRUTH
                                    : ParameterDescription.Type.TEXT)
                    .setRequired(parameter.equals("script") || parameter.equals("path"))
                    .setPositional(parameter.equals(parameters[0])));
        }
        return step.build();
    }
}
