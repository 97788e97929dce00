package dev.millrace.controller.explain;

import dev.millrace.controller.explain.Act.Stamp;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.Began;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Noted;
import dev.millrace.wire.proto.Place;
import dev.millrace.wire.proto.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A journal, put together: what belongs to one step stands in one place. Pure. */
final class Story {
    private final Map<Integer, Act> acts = new TreeMap<>();
    private final Map<Integer, List<Integer>> children = new HashMap<>();
    private final List<Heard<Signal>> signals = new ArrayList<>();
    private final List<Heard<Began>> begins = new ArrayList<>();
    private @Nullable Ended ended;
    private boolean rests;

    /** Something that came from outside of the program. */
    record Heard<T>(T what, Stamp stamp) {}

    private Story() {}

    static Story of(List<JournalEntry> journal) {
        var story = new Story();
        var number = 0;
        for (var entry : journal) {
            story.take(entry, new Stamp(++number, Instant.ofEpochMilli(entry.getAtMillis())));
        }
        return story;
    }

    private void take(JournalEntry entry, Stamp stamp) {
        switch (entry.getBodyCase()) {
            case ASKED -> asked(entry.getAsked(), stamp);
            case NOTED -> noted(entry.getNoted(), stamp);
            case OUTCOME ->
                acts.computeIfPresent(
                        entry.getOutcome().getStep(), (_, act) -> act.answered(entry.getOutcome(), stamp));
            case CLOSED ->
                acts.computeIfPresent(entry.getClosed().getStep(), (_, act) -> act.closed(entry.getClosed(), stamp));
            case SIGNAL -> signals.add(new Heard<>(entry.getSignal(), stamp));
            case BEGAN -> {
                var woken = rests && entry.getBegan().getWhy().isEmpty();
                if (!woken) {
                    begins.add(new Heard<>(entry.getBegan(), stamp));
                }
                rests = false;
            }
            case RESTED -> rests = true;
            case ENDED -> ended = entry.getEnded();
            case HANDED_OUT, BODY_NOT_SET -> {}
        }
    }

    private void asked(Asked asked, Stamp stamp) {
        add(
                asked.getPlace(),
                new Act(
                        asked.getStep(),
                        asked.getName(),
                        asked.getPlace(),
                        asked.getArgumentsList(),
                        asked.getBlock(),
                        true,
                        stamp,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private void noted(Noted noted, Stamp stamp) {
        add(
                noted.getPlace(),
                new Act(
                        noted.getStep(),
                        noted.getName(),
                        noted.getPlace(),
                        noted.getArgumentsList(),
                        noted.getBlock(),
                        false,
                        stamp,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private void add(Place place, Act act) {
        acts.put(act.step(), act);
        children.computeIfAbsent(place.getParent(), _ -> new ArrayList<>()).add(act.step());
    }

    /** In the order in which they began. */
    Collection<Act> acts() {
        return acts.values();
    }

    Optional<Act> act(int step) {
        return Optional.ofNullable(acts.get(step));
    }

    /** What stands directly in a block, in order; 0: at the top. */
    List<Act> in(int block) {
        return children.getOrDefault(block, List.of()).stream()
                .map(this::act)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The blocks around an act, innermost first. */
    Stream<Act> around(Act act) {
        return Stream.iterate(
                        act(act.parent()), Optional::isPresent, block -> block.flatMap(inner -> act(inner.parent())))
                .flatMap(Optional::stream);
    }

    /** The act stands somewhere in a block; everything stands in 0. */
    boolean within(Act act, int block) {
        return block == 0 || act.step() == block || around(act).anyMatch(outer -> outer.step() == block);
    }

    /** The stage or branch that an act is in, or is. */
    Optional<Act> stageOf(Act act) {
        return Stream.concat(Stream.of(act), around(act)).filter(Act::stage).findFirst();
    }

    List<Heard<Signal>> signals() {
        return signals;
    }

    /** Each beginning of the program, the first one first; not where it had only rested. */
    List<Heard<Began>> begins() {
        return begins;
    }

    Optional<Ended> ended() {
        return Optional.ofNullable(ended);
    }

    /** The last stage or branch of a name. */
    Optional<Act> stage(String name) {
        return acts.values().stream()
                .filter(act -> act.stage() && act.text("name").equals(name))
                .reduce((_, later) -> later);
    }

    /** Names of stages and branches, each once. */
    List<String> stages() {
        return acts.values().stream()
                .filter(Act::stage)
                .map(act -> act.text("name"))
                .distinct()
                .toList();
    }
}
