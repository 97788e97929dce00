package dev.millrace.controller.restart;

import dev.millrace.wire.proto.Grafted;
import dev.millrace.wire.proto.JournalEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The journal that an edited pipeline begins with, of what its program says about the one before. The program is not believed: it may say where its
 * own entries stand, but what it was told is taken from the journal, and only where the step that it answers was kept.
 */
public final class Grafts {
    private final List<JournalEntry> journal;
    private final List<JournalEntry> entries = new ArrayList<>();
    private final Map<Integer, Integer> steps = new HashMap<>();
    private final Set<Integer> unanswered = new HashSet<>();
    private final Set<Integer> used = new HashSet<>();
    private long atMillis;
    private int first = -1;

    private Grafts(List<JournalEntry> journal) {
        this.journal = journal;
    }

    /**
     * Puts it together. Its {@link Fork#steps} are those that were kept with their outcome, or need none.
     *
     * @param journal that the program was given
     * @throws IllegalArgumentException the program says what cannot be
     */
    public static Fork fork(List<JournalEntry> journal, List<Grafted> said) {
        var grafts = new Grafts(journal);
        said.forEach(grafts::add);
        var answered = new HashMap<>(grafts.steps);
        answered.keySet().removeAll(grafts.unanswered);
        return new Fork(grafts.entries, grafts.first < 0 ? grafts.entries.size() : grafts.first, answered);
    }

    private void add(Grafted said) {
        if (said.getKept() == 0) {
            made(said.getMade());
            return;
        }
        if (said.getKept() < 1 || said.getKept() > journal.size() || !used.add(said.getKept())) {
            throw new IllegalArgumentException("Entry %d cannot be kept".formatted(said.getKept()));
        }
        var entry = journal.get(said.getKept() - 1);
        atMillis = Math.max(atMillis, entry.getAtMillis());
        entries.add(kept(entry, said));
    }

    private void made(JournalEntry entry) {
        switch (entry.getBodyCase()) {
            case ASKED, NOTED, CLOSED, HANDED_OUT -> {
                first = first < 0 ? entries.size() : first;
                entries.add(entry.toBuilder().setAtMillis(atMillis).build());
            }
            case OUTCOME, SIGNAL, BEGAN, RESTED, ENDED, BODY_NOT_SET ->
                throw new IllegalArgumentException("Not an entry of a program: " + entry.getBodyCase());
        }
    }

    private JournalEntry kept(JournalEntry entry, Grafted said) {
        var next = entry.toBuilder();
        switch (entry.getBodyCase()) {
            case ASKED -> {
                steps.put(entry.getAsked().getStep(), said.getStep());
                unanswered.add(entry.getAsked().getStep());
                next.getAskedBuilder()
                        .setStep(said.getStep())
                        .setPlace(said.getPlace())
                        .clearContext();
            }
            case NOTED -> {
                steps.put(entry.getNoted().getStep(), said.getStep());
                next.getNotedBuilder().setStep(said.getStep()).setPlace(said.getPlace());
            }
            case CLOSED ->
                next.getClosedBuilder().setStep(here(entry.getClosed().getStep()));
            case OUTCOME -> {
                unanswered.remove(entry.getOutcome().getStep());
                next.getOutcomeBuilder().setStep(here(entry.getOutcome().getStep()));
            }
            case SIGNAL ->
                next.getSignalBuilder()
                        .setStep(
                                entry.getSignal().getStep() == 0
                                        ? 0
                                        : here(entry.getSignal().getStep()));
            case HANDED_OUT -> {}
            case BEGAN, RESTED, ENDED, BODY_NOT_SET ->
                throw new IllegalArgumentException("Not to be kept: " + entry.getBodyCase());
        }
        return next.build();
    }

    private int here(int step) {
        var now = steps.get(step);
        if (now == null) {
            throw new IllegalArgumentException("Step %d is not kept".formatted(step));
        }
        return now;
    }
}
