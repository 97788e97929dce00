package dev.millrace.controller.explain;

import dev.millrace.controller.explain.Known.Facts;
import dev.millrace.controller.explain.Known.Reason;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.Began;
import dev.millrace.wire.proto.Closed;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.MapValue;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Noted;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.Place;
import dev.millrace.wire.proto.ProblemRecord;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Signal;
import dev.millrace.wire.proto.StepFailure;
import dev.millrace.wire.proto.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Writes the journal of a run in a test, an entry a second; steps stand in the line of their number. */
final class Journals {
    static final Instant START = Instant.parse("2026-11-27T04:00:00Z");

    private final List<JournalEntry> journal = new ArrayList<>();
    private final List<Reason> reasons = new ArrayList<>();
    private IntFunction<List<String>> printed = _ -> List.of();
    private int last;
    private long second;

    List<JournalEntry> journal() {
        return journal;
    }

    private void add(JournalEntry.Builder entry) {
        journal.add(entry.setAtMillis(now().toEpochMilli()).build());
        second++;
    }

    private Instant now() {
        return START.plusSeconds(second);
    }

    Journals later(long seconds) {
        second += seconds;
        return this;
    }

    Journals began(String why) {
        add(JournalEntry.newBuilder().setBegan(Began.newBuilder().setWhy(why)));
        return this;
    }

    Journals printed(String... lines) {
        printed = _ -> List.of(lines);
        return this;
    }

    Journals reason(int step, String why) {
        reasons.add(new Reason(step, now(), why));
        return this;
    }

    static NamedValue text(String name, String value) {
        return NamedValue.newBuilder()
                .setName(name)
                .setValue(Value.newBuilder().setText(value))
                .build();
    }

    static Value map(NamedValue... fields) {
        return Value.newBuilder()
                .setMap(MapValue.newBuilder().addAllEntries(List.of(fields)))
                .build();
    }

    int noted(String name, int parent, boolean block, NamedValue... arguments) {
        add(JournalEntry.newBuilder()
                .setNoted(Noted.newBuilder()
                        .setStep(++last)
                        .setName(name)
                        .setBlock(block)
                        .addAllArguments(List.of(arguments))
                        .setPlace(Place.newBuilder().setParent(parent).setLine(last))));
        return last;
    }

    int block(String name, int parent, String called) {
        return noted(name, parent, true, text("name", called));
    }

    void remark(int parent, String line) {
        noted("echo", parent, false, text("message", line), text("plain", "true"));
    }

    int asked(String name, int parent, boolean block, NamedValue... arguments) {
        add(JournalEntry.newBuilder()
                .setAsked(Asked.newBuilder()
                        .setStep(++last)
                        .setName(name)
                        .setBlock(block)
                        .addAllArguments(List.of(arguments))
                        .setPlace(Place.newBuilder().setParent(parent).setLine(last))));
        return last;
    }

    int sh(int parent, String script) {
        return asked("sh", parent, false, text("script", script));
    }

    void done(int step) {
        outcome(Outcome.newBuilder().setStep(step).setValue(map()));
    }

    void outcome(Outcome.Builder outcome) {
        add(JournalEntry.newBuilder().setOutcome(outcome));
    }

    void failed(int step, StepFailure.Kind kind, String message) {
        outcome(Outcome.newBuilder()
                .setStep(step)
                .setFailure(StepFailure.newBuilder().setKind(kind).setMessage(message)));
    }

    void failed(int step, String message) {
        failed(step, StepFailure.Kind.FAILED, message);
    }

    void closed(int step, Result result, String message, NamedValue... told) {
        add(JournalEntry.newBuilder()
                .setClosed(Closed.newBuilder()
                        .setStep(step)
                        .setResult(result)
                        .setMessage(message)
                        .addAllTold(List.of(told))));
    }

    void closed(int step) {
        closed(step, Result.SUCCESS, "");
    }

    void signal(Signal.Kind kind, int step, String reason) {
        add(JournalEntry.newBuilder()
                .setSignal(Signal.newBuilder().setKind(kind).setStep(step).setReason(reason)));
    }

    private Explainer over(Result result, ProblemRecord... problems) {
        add(JournalEntry.newBuilder()
                .setEnded(Ended.newBuilder().setResult(result).addAllProblems(List.of(problems))));
        return explainer(Optional.of(result.name()));
    }

    Explainer explainer(Optional<String> result) {
        return new Explainer(new Known(
                new Facts(
                        "shop #1",
                        "Jenkinsfile",
                        "Started by ada",
                        "",
                        result,
                        false,
                        List.of(),
                        START,
                        result.map(_ -> now())),
                journal,
                reasons,
                printed,
                now()));
    }

    String ended(Result result) {
        return words(over(result).run());
    }

    String ended(Result result, String message) {
        return words(over(
                        result,
                        ProblemRecord.newBuilder()
                                .setMessage(message)
                                .setLine(99)
                                .build())
                .run());
    }

    String stage(String name) {
        return words(explainer(Optional.of("FAILURE")).stage(name).orElseThrow());
    }

    String going() {
        return words(explainer(Optional.empty()).run());
    }

    /** Sentences and lines, what led to a thing below it. */
    static String words(Because because) {
        var text = new StringBuilder();
        words(because, "", text);
        return text.toString();
    }

    private static void words(Because because, String indent, StringBuilder text) {
        var line = because.place().line();
        text.append(indent)
                .append(because.sentence())
                .append(line == 0 ? "" : " :" + line)
                .append('\n');
        because.output()
                .forEach(out -> text.append(indent).append("| ").append(out).append('\n'));
        because.below().forEach(below -> words(below, indent + "  ", text));
    }
}
