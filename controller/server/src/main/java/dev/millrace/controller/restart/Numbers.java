package dev.millrace.controller.restart;

import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Place;
import java.util.HashMap;
import java.util.Map;

/** Numbers steps and branches anew, in the order in which they are met: as the program will. */
final class Numbers {
    private final Map<Integer, Integer> steps = new HashMap<>();
    private final Map<Integer, Integer> branches = new HashMap<>();

    Numbers() {
        branches.put(0, 0);
    }

    /** Old to new. */
    Map<Integer, Integer> steps() {
        return steps;
    }

    JournalEntry anew(JournalEntry entry) {
        var next = entry.toBuilder();
        switch (entry.getBodyCase()) {
            case ASKED ->
                next.getAskedBuilder()
                        .setPlace(place(entry.getAsked().getPlace()))
                        .setStep(begun(entry.getAsked().getStep()))
                        .clearContext();
            case NOTED ->
                next.getNotedBuilder()
                        .setPlace(place(entry.getNoted().getPlace()))
                        .setStep(begun(entry.getNoted().getStep()));
            case CLOSED ->
                next.getClosedBuilder().setStep(step(entry.getClosed().getStep()));
            case OUTCOME ->
                next.getOutcomeBuilder().setStep(step(entry.getOutcome().getStep()));
            case SIGNAL ->
                next.getSignalBuilder().setStep(step(entry.getSignal().getStep()));
            case BEGAN, RESTED, HANDED_OUT, ENDED, BODY_NOT_SET -> {}
        }
        return next.build();
    }

    private int begun(int step) {
        steps.put(step, steps.size() + 1);
        return steps.size();
    }

    private int step(int step) {
        return step == 0 ? 0 : steps.getOrDefault(step, step);
    }

    private Place place(Place place) {
        return place.toBuilder()
                .setParent(step(place.getParent()))
                .setBranch(branches.computeIfAbsent(place.getBranch(), _ -> branches.size()))
                .build();
    }
}
