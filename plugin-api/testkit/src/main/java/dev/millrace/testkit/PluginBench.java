package dev.millrace.testkit;

import dev.millrace.api.Checkout;
import dev.millrace.api.Contributions;
import dev.millrace.api.Permission;
import dev.millrace.api.Plugin;
import dev.millrace.api.report.CheckedOut;
import dev.millrace.api.report.TestCase;
import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.Arguments;
import dev.millrace.api.step.BlockScope;
import dev.millrace.api.step.BlockStep;
import dev.millrace.api.step.RunFacts;
import dev.millrace.api.step.RunResult;
import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.Workspace;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plugin's steps as one run would, over a local directory as workspace and with real processes. The plugin gets what its manifest declares
 * and nothing else. For one test and one thread; {@link #close} stops the plugin.
 */
public final class PluginBench implements AutoCloseable {
    private final Plugin plugin;
    private final Declared declared;
    private final BenchServices services;
    private final Contributions contributions;
    private final Optional<Path> root;
    private final TreeStore trees = new TreeStore();
    private final Recording recording = new Recording(trees);
    private final Map<String, String> environment = new HashMap<>();
    private String directory = "";

    private PluginBench(Plugin plugin, Optional<Path> root) {
        this.plugin = plugin;
        this.root = root;
        this.declared = Declared.of(plugin.getClass());
        this.services = new BenchServices(declared);
        this.contributions = plugin.start(services);
        environment.put("PATH", System.getenv("PATH"));
        root.ifPresent(top -> environment.put("HOME", top.toString()));
    }

    /** Starts a plugin; its steps are called inside {@code node}, with this existing directory as the workspace. */
    public static PluginBench inWorkspace(Plugin plugin, Path workspace) {
        return new PluginBench(plugin, Optional.of(workspace));
    }

    /** Starts a plugin; its steps are called outside of {@code node}. */
    public static PluginBench withoutWorkspace(Plugin plugin) {
        return new PluginBench(plugin, Optional.empty());
    }

    /** Sets a variable for the calls that follow. */
    public PluginBench environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Makes the run stand this bad for the calls that follow. */
    public PluginBench worsen(RunResult result) {
        recording.worsen(result, "asked for by a test");
        return this;
    }

    /** Makes the calls that follow come from a directory below the workspace. */
    public PluginBench inDirectory(String path) {
        directory = path;
        return this;
    }

    /** Calls an action step. Fails with {@link IllegalArgumentException} where the engine would refuse the arguments. */
    public @Nullable Object run(String step, Map<String, ?> arguments) throws StepException, InterruptedException {
        if (!(step(step) instanceof ActionStep action)) {
            throw new IllegalArgumentException(step + " is a block");
        }
        return action.run(call(BoundArguments.bind(action.descriptor(), arguments)));
    }

    /** Opens a block step. */
    public BlockScope open(String step, Map<String, ?> arguments) throws StepException, InterruptedException {
        if (!(step(step) instanceof BlockStep block)) {
            throw new IllegalArgumentException(step + " is not a block");
        }
        return block.open(call(BoundArguments.bind(block.descriptor(), arguments)));
    }

    /** Checks out with the source control that has this symbol. */
    public Map<String, String> checkout(String symbol, Map<String, Object> scm)
            throws StepException, InterruptedException {
        Checkout found = contributions.checkouts().stream()
                .filter(checkout -> checkout.symbols().contains(symbol))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no source control " + symbol));
        return found.checkout(call(new Arguments(Map.of("scm", scm))), scm);
    }

    /** The workspace as steps see it, to prepare and to look at files with the agent's rules. */
    public Workspace workspace() {
        return place().orElseThrow(() -> new IllegalStateException("This bench has no workspace"));
    }

    /** Lines of the log so far, of steps and of processes. */
    public List<String> log() {
        return recording.log();
    }

    /** The worst result that a step asked for. */
    public RunResult result() {
        return recording.result();
    }

    /** What the calls so far checked out, each as a run of its own. */
    public List<CheckedOut> checkedOut() {
        return recording.checkedOut();
    }

    /** Artifacts by path. */
    public SortedMap<String, byte[]> artifacts() {
        return recording.artifacts();
    }

    /** Test results in the order in which they were added. */
    public List<TestCase> tests() {
        return recording.cases();
    }

    /** What the plugin brings. */
    public Contributions contributions() {
        return contributions;
    }

    @Override
    public void close() {
        plugin.stop();
        services.close();
    }

    private Step step(String name) {
        return contributions.steps().stream()
                .filter(step -> step.descriptor().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no step " + name));
    }

    private BenchCall call(Arguments arguments) {
        return new BenchCall(
                declared.id(),
                declared.permissions().contains(Permission.AGENT_PROCESSES),
                arguments,
                new RunFacts(1, "default", "bench", 1, "branch"),
                Map.copyOf(environment),
                place(),
                recording);
    }

    private Optional<Workspace> place() {
        return root.map(
                top -> new LocalWorkspace(top, top.resolve(directory), Map.copyOf(environment), trees, recording::log));
    }
}
