package dev.millrace.evaluator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.wire.proto.Grafted;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Place;
import dev.millrace.wire.proto.Probe;
import dev.millrace.wire.proto.Probed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A pipeline that ran, and an edited one on its journal. The edited one is then really run from what was made of it: it must not differ from that. */
public final class Grafts {
    private final List<JournalEntry> before;
    private final Program edited;
    private final Probed probed;

    private Grafts(List<JournalEntry> before, Program edited, Probed probed) {
        this.before = before;
        this.edited = edited;
        this.probed = probed;
    }

    public static Grafts of(String source, String edit) {
        return of(Program.of(source), Program.of(edit));
    }

    public static Grafts of(Program program, Program edited) {
        var journal = program.play(List.of()).journal();
        return new Grafts(journal, edited, edited.probe(Probe.getDefaultInstance(), journal));
    }

    public Program program() {
        return edited;
    }

    public List<String> differences() {
        return probed.getDifferencesList().stream()
                .map(difference -> difference.getExpected() + " -> " + difference.getActual())
                .toList();
    }

    /** {@code =} what is kept, {@code +} what the edited program makes. */
    public String words() {
        return probed.getEntriesList().stream()
                .map(one -> one.getKept() > 0 ? "=" + word(before.get(one.getKept() - 1)) : "+" + word(one.getMade()))
                .collect(Collectors.joining(" "));
    }

    private static String word(JournalEntry entry) {
        return switch (entry.getBodyCase()) {
            case ASKED -> entry.getAsked().getName() + first(entry.getAsked().getArgumentsList());
            case NOTED -> entry.getNoted().getName() + first(entry.getNoted().getArgumentsList());
            case CLOSED -> "/" + entry.getClosed().getResult();
            case HANDED_OUT -> "value";
            case OUTCOME -> "out";
            case SIGNAL -> "signal";
            case ENDED, BEGAN, RESTED, BODY_NOT_SET -> "?";
        };
    }

    private static String first(List<NamedValue> arguments) {
        return arguments.isEmpty() || arguments.getFirst().getValue().getText().isEmpty()
                ? ""
                : " " + arguments.getFirst().getValue().getText();
    }

    /** The journal that the edited program begins with. */
    public List<JournalEntry> journal() {
        Map<Integer, Integer> steps = new HashMap<>();
        var entries = new ArrayList<JournalEntry>();
        for (var one : probed.getEntriesList()) {
            entries.add(one.getKept() == 0 ? one.getMade() : kept(one, before.get(one.getKept() - 1), steps));
        }
        return entries;
    }

    private static JournalEntry kept(Grafted one, JournalEntry entry, Map<Integer, Integer> steps) {
        var next = entry.toBuilder();
        Place place = one.getPlace();
        switch (entry.getBodyCase()) {
            case ASKED -> {
                steps.put(entry.getAsked().getStep(), one.getStep());
                next.getAskedBuilder().setStep(one.getStep()).setPlace(place);
            }
            case NOTED -> {
                steps.put(entry.getNoted().getStep(), one.getStep());
                next.getNotedBuilder().setStep(one.getStep()).setPlace(place);
            }
            case CLOSED ->
                next.getClosedBuilder()
                        .setStep(steps.getOrDefault(entry.getClosed().getStep(), 0));
            case OUTCOME ->
                next.getOutcomeBuilder()
                        .setStep(steps.getOrDefault(entry.getOutcome().getStep(), 0));
            case SIGNAL ->
                next.getSignalBuilder()
                        .setStep(steps.getOrDefault(entry.getSignal().getStep(), 0));
            case HANDED_OUT, ENDED, BEGAN, RESTED, BODY_NOT_SET -> {}
        }
        return next.build();
    }

    /** The journal of the edited program at its end, begun with the graft. */
    public List<JournalEntry> finished() {
        var seen = edited.play(journal());
        assertEquals("", seen.controller().diverged().getActual());
        return seen.journal();
    }

    /** How often a step was really done, before and after the edit. */
    public long times(String step, String argument) {
        return done(before, step, argument) + done(finished(), step, argument) - done(journal(), step, argument);
    }

    private static long done(List<JournalEntry> journal, String step, String argument) {
        var answered = journal.stream()
                .filter(JournalEntry::hasOutcome)
                .map(entry -> entry.getOutcome().getStep())
                .toList();
        return journal.stream()
                .filter(JournalEntry::hasAsked)
                .map(JournalEntry::getAsked)
                .filter(asked -> asked.getName().equals(step)
                        && asked.getArguments(0).getValue().getText().equals(argument))
                .filter(asked -> answered.contains(asked.getStep()))
                .count();
    }
}
