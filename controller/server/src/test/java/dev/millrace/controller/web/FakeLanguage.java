package dev.millrace.controller.web;

import dev.millrace.api.step.Arguments;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.controller.execution.Programs;
import dev.millrace.controller.rehearsal.Rehearsals;
import dev.millrace.controller.run.RunResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Pipelines of which a test says what is known and how they go. */
final class FakeLanguage implements Programs, Rehearsals {
    final List<Request> requests = new CopyOnWriteArrayList<>();
    volatile Examined examined = new Examined(List.of(), Optional.empty(), List.of(), false);
    volatile Rehearsed rehearsed = new Rehearsed(End.ENDED, "", RunResult.SUCCESS, List.of(), 0, List.of());

    @Override
    public Examined examine(String file, String source) {
        return examined;
    }

    @Override
    public Described described() {
        return new Described(List.of(), List.of());
    }

    @Override
    public Rehearsed rehearse(Request request) {
        requests.add(request);
        return rehearsed;
    }

    @Override
    public Performance perform(Script script, boolean alone, Function<Performance, Audience> audience) {
        throw new UnsupportedOperationException("not of this fake");
    }

    @Override
    public Arguments arguments(StepDescriptor step, Call call) {
        throw new UnsupportedOperationException("not of this fake");
    }
}
