package dev.millrace.controller.web;

import dev.millrace.api.report.TestCase;
import dev.millrace.controller.artifact.RunFiles;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every run has the same files. */
final class FakeFiles implements RunFiles {
    final List<Artifact> artifacts = new CopyOnWriteArrayList<>();
    final List<TestCase> tests = new ArrayList<>();

    @Override
    public void addArtifacts(RunId run, int step, Digest tree) {
        throw new UnsupportedOperationException("not of this fake");
    }

    @Override
    public List<Artifact> artifacts(RunId run) {
        return artifacts;
    }

    @Override
    public Optional<Artifact> artifact(RunId run, String path) {
        return artifacts.stream().filter(one -> one.path().equals(path)).findFirst();
    }

    @Override
    public Picked pick(RunId run, java.util.Map<String, String> paths) {
        throw new UnsupportedOperationException("not of this fake");
    }

    @Override
    public void putStash(RunId run, Stash stash) {
        throw new UnsupportedOperationException("not of this fake");
    }

    @Override
    public Optional<Stash> stash(RunId run, String name) {
        return Optional.empty();
    }

    @Override
    public void putTests(RunId run, int step, List<TestCase> cases) {
        tests.addAll(cases);
    }

    @Override
    public List<TestCase> tests(RunId run) {
        return tests;
    }

    @Override
    public void inherit(RunId from, RunId to, Map<Integer, Integer> steps) {
        throw new UnsupportedOperationException("not of this fake");
    }
}
