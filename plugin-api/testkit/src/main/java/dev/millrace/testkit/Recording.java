package dev.millrace.testkit;

import dev.millrace.api.report.ArtifactFacts;
import dev.millrace.api.report.Artifacts;
import dev.millrace.api.report.CheckedOut;
import dev.millrace.api.report.Revisions;
import dev.millrace.api.report.Stashes;
import dev.millrace.api.report.TestCase;
import dev.millrace.api.report.TestResults;
import dev.millrace.api.step.RunResult;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.PackedTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What the steps of one run left behind. Safe for use by many threads. */
final class Recording implements Artifacts, Stashes, TestResults, Revisions {
    private final TreeStore trees;
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, byte[]> artifacts = new ConcurrentHashMap<>();
    private final Map<String, PackedTree> stashes = new ConcurrentHashMap<>();
    private final List<TestCase> cases = Collections.synchronizedList(new ArrayList<>());
    private final List<CheckedOut> checkedOut = Collections.synchronizedList(new ArrayList<>());
    private final Map<RunResult, String> worsened = new HashMap<>();

    Recording(TreeStore trees) {
        this.trees = trees;
    }

    void log(String line) {
        log.add(line);
    }

    synchronized void worsen(RunResult result, String why) {
        worsened.putIfAbsent(result, why);
    }

    synchronized RunResult result() {
        return worsened.keySet().stream().max(Enum::compareTo).orElse(RunResult.SUCCESS);
    }

    List<String> log() {
        synchronized (log) {
            return List.copyOf(log);
        }
    }

    SortedMap<String, byte[]> artifacts() {
        return new TreeMap<>(artifacts);
    }

    List<TestCase> cases() {
        synchronized (cases) {
            return List.copyOf(cases);
        }
    }

    @Override
    public void add(PackedTree tree) {
        trees.get(tree.digest())
                .orElseThrow(() -> new IllegalStateException("There is no stored tree " + tree))
                .forEach((path, file) -> artifacts.put(path, file.content()));
    }

    @Override
    public List<ArtifactFacts> list() {
        return artifacts().entrySet().stream()
                .map(artifact -> new ArtifactFacts(
                        artifact.getKey(), artifact.getValue().length, TreeStore.sha256(artifact.getValue())))
                .toList();
    }

    @Override
    public PackedTree tree(Map<String, String> paths) throws StepException {
        var picked = new TreeMap<String, TreeStore.Entry>();
        for (var path : paths.entrySet()) {
            var content = artifacts.get(path.getKey());
            if (content == null) {
                throw new StepException("no-such-artifact", "There is no artifact " + path.getKey());
            }
            picked.put(path.getValue(), new TreeStore.Entry(content, false));
        }
        return trees.put(picked);
    }

    @Override
    public void put(String name, PackedTree tree) {
        stashes.put(name, tree);
    }

    @Override
    public Optional<PackedTree> get(String name) {
        return Optional.ofNullable(stashes.get(name));
    }

    @Override
    public void add(List<TestCase> more) {
        cases.addAll(more);
    }

    List<CheckedOut> checkedOut() {
        synchronized (checkedOut) {
            return List.copyOf(checkedOut);
        }
    }

    /** The calls of a bench follow each other like the runs of a project. */
    @Override
    public Optional<String> before(String source) {
        return checkedOut().reversed().stream()
                .filter(one -> one.source().equals(source))
                .map(CheckedOut::revision)
                .findFirst();
    }

    @Override
    public void checkedOut(CheckedOut what) {
        checkedOut.add(what);
    }
}
