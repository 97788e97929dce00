package dev.millrace.controller.execution;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.run.RunTitle;
import dev.millrace.controller.run.StageFacts;
import dev.millrace.controller.tenant.ProjectProperties;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.Closed;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Noted;
import dev.millrace.wire.proto.Place;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run as its journal tells it: what is open, and what follows from the next entry. Folding a journal gives the machine that a live run had after the
 * same entries; then the effects are left aside. No clock, thread or socket in here. Not thread-safe.
 */
final class RunMachine {
    private static final int MAIN = 0;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TITLE = 10_000;

    private final Map<Integer, Asked> waiting = new TreeMap<>();
    private final Map<Integer, Instant> askedAt = new TreeMap<>();
    private final Map<Integer, OpenBlock> blocks = new TreeMap<>();
    private final Set<Integer> timedOut = new HashSet<>();
    private final Set<Digest> told = new HashSet<>();
    private final WorkspaceUse use = new WorkspaceUse();
    private int entries;
    private int fromProgram;
    private ProjectProperties properties = ProjectProperties.NONE;
    private int lastStep;
    private int libraries;
    private @Nullable Result aborted;
    /** It was interrupted since it asked for a step last. */
    private boolean interrupted;

    private boolean over;
    private boolean diverged;
    private RunResult worst = RunResult.SUCCESS;

    /** Takes the next entry; the answer is what follows from it, in order. Nothing is changed where the entry is refused. */
    List<Effect> apply(JournalEntry entry) {
        if (over) {
            throw new IllegalEntry("The run is over, nothing can follow: " + entry.getBodyCase());
        }
        var effects = new ArrayList<Effect>();
        var at = Instant.ofEpochMilli(entry.getAtMillis());
        switch (entry.getBodyCase()) {
            case BEGAN, RESTED -> {}
            case ASKED -> ask(entry.getAsked(), at, effects);
            case NOTED -> note(entry.getNoted(), at, effects);
            case CLOSED -> close(entry.getClosed(), at, effects);
            case HANDED_OUT -> start(effects);
            case OUTCOME -> conclude(entry, at, effects);
            case SIGNAL -> signal(entry, effects);
            case ENDED -> end(entry.getEnded(), effects);
            case BODY_NOT_SET -> throw new IllegalEntry("An entry without a body");
        }
        entries++;
        return effects;
    }

    private void start(List<Effect> effects) {
        if (fromProgram++ == 0) {
            effects.add(new Effect.Print(Markers.START));
        }
    }

    private void ask(Asked asked, Instant at, List<Effect> effects) {
        checkStep(asked.getStep(), asked.getName(), asked.getPlace());
        start(effects);
        lastStep = asked.getStep();
        interrupted = false;
        libraries += asked.getName().equals(LibraryBody.NAME) ? 1 : 0;
        waiting.put(asked.getStep(), asked);
        askedAt.put(asked.getStep(), at);
        effects.add(print(Markers.asked(asked), asked.getPlace().getParent(), at));
        if (worksInNode(asked.getName())) {
            keep(
                    use.began(
                            asked.getStep(),
                            asked.getName(),
                            around(asked.getPlace().getParent(), "node"),
                            properties.snapshotsBeforeSteps()),
                    effects);
        }
        effects.add(new Effect.Begin(asked));
    }

    private static boolean worksInNode(String name) {
        return !name.equals("node") && !LockAsked.holds(name);
    }

    private static void keep(Optional<WorkspaceUse.Due> due, List<Effect> effects) {
        due.ifPresent(state -> effects.add(new Effect.Keep(state)));
    }

    /** States of workspaces that may not have been kept yet. */
    List<WorkspaceUse.Due> due() {
        return use.due();
    }

    /** What the program said of itself last. */
    ProjectProperties properties() {
        return properties;
    }

    private void note(Noted noted, Instant at, List<Effect> effects) {
        checkStep(noted.getStep(), noted.getName(), noted.getPlace());
        start(effects);
        lastStep = noted.getStep();
        effects.add(print(Markers.noted(noted), noted.getPlace().getParent(), at));
        if (noted.getName().equals("currentBuild")) {
            effects.add(new Effect.Titled(title(noted)));
        }
        if (noted.getName().equals("properties")) {
            var said = Values.toJava(noted.getArgumentsList()).get("properties");
            properties = ProjectProperties.of(
                    said instanceof List<?> list ? list : said == null ? List.of() : List.of(said));
            effects.add(new Effect.Said(properties));
        }
        if (noted.getBlock()) {
            var parent = noted.getPlace().getParent();
            var stage = stage(noted, at);
            blocks.put(
                    noted.getStep(),
                    new OpenBlock(
                            noted.getStep(), noted.getName(), parent, Optional.empty(), Optional.empty(), at, stage));
            stage.ifPresent(facts -> {
                effects.add(new Effect.StageChanged(facts));
                keep(use.stage(facts.step(), around(parent, "node")), effects);
            });
        }
    }

    private static RunTitle title(Noted noted) {
        var said = Values.toJava(noted.getArgumentsList());
        return new RunTitle(
                said.containsKey("displayName") ? Optional.of(clipped(said.get("displayName"))) : Optional.empty(),
                said.containsKey("description") ? Optional.of(clipped(said.get("description"))) : Optional.empty(),
                said.get("keepLog") instanceof Boolean keep ? Optional.of(keep) : Optional.empty());
    }

    private static String clipped(@Nullable Object text) {
        var whole = text == null ? "" : text.toString();
        return whole.substring(0, Math.min(whole.length(), LONGEST_TITLE)).replace("\0", "");
    }

    private Optional<StageFacts> stage(Noted noted, Instant at) {
        return switch (noted.getName()) {
            case "stage", "branch" ->
                Optional.of(new StageFacts(
                        noted.getStep(),
                        stageAround(noted.getPlace().getParent()),
                        noted.getName(),
                        Markers.text(noted.getArgumentsList(), "name"),
                        Optional.empty(),
                        at,
                        Optional.empty()));
            default -> Optional.empty();
        };
    }

    private int stageAround(int step) {
        for (var block = blocks.get(step); block != null; block = blocks.get(block.parent())) {
            if (block.stage().isPresent()) {
                return block.step();
            }
        }
        return 0;
    }

    private void close(Closed closed, Instant at, List<Effect> effects) {
        var block = blocks.get(closed.getStep());
        if (block == null) {
            throw new IllegalEntry("Step %d is not an open block".formatted(closed.getStep()));
        }
        start(effects);
        blocks.remove(closed.getStep());
        use.left(closed.getStep());
        timedOut.remove(closed.getStep());
        effects.add(print(Markers.closed(block, closed), block.parent(), at));
        if (block.asked().isPresent()) {
            effects.add(new Effect.Left(block));
        }
        block.stage()
                .map(stage -> new StageFacts(
                        stage.step(),
                        stage.parent(),
                        stage.kind(),
                        stage.name(),
                        Optional.of(Results.of(closed.getResult())),
                        stage.startedAt(),
                        Optional.of(at)))
                .ifPresent(stage -> effects.add(new Effect.StageChanged(stage)));
    }

    private void conclude(JournalEntry entry, Instant at, List<Effect> effects) {
        var outcome = entry.getOutcome();
        var asked = waiting.get(outcome.getStep());
        if (asked == null) {
            throw new IllegalEntry("Step %d does not wait for an outcome".formatted(outcome.getStep()));
        }
        waiting.remove(outcome.getStep());
        use.concluded(outcome.getStep());
        askedAt.remove(outcome.getStep());
        worst = worst.worse(Results.of(outcome.getWorsened()));
        effects.add(print(Markers.concluded(asked, outcome), asked.getPlace().getParent(), at));
        if (asked.getName().equals(LibraryBody.NAME)
                && Values.toJava(outcome.getValue().getMap().getEntriesList()).get("tree") instanceof String tree) {
            told.add(Digest.parse(tree));
        }
        if (asked.getBlock() && !outcome.hasFailure()) {
            var block = new OpenBlock(
                    asked.getStep(),
                    asked.getName(),
                    asked.getPlace().getParent(),
                    Optional.of(asked),
                    Optional.of(outcome),
                    at,
                    Optional.empty());
            blocks.put(asked.getStep(), block);
            effects.add(new Effect.Opened(block));
        }
        effects.add(new Effect.Deliver(entry));
    }

    private void signal(JournalEntry entry, List<Effect> effects) {
        var signal = entry.getSignal();
        if (signal.getKind() == Signal.Kind.REENTERED) {
            var block = block(signal.getStep())
                    .orElseThrow(() -> new IllegalEntry("Step %d is not an open block".formatted(signal.getStep())));
            blocks.put(block.step(), block.openedAgain(Outcomes.fields(block.step(), signal.getValuesList())));
        } else if (signal.getKind() == Signal.Kind.ABORT) {
            aborted = signal.getResult() == Result.SUCCESS ? Result.ABORTED : signal.getResult();
            interrupted = true;
        } else if (blocks.containsKey(signal.getStep())) {
            timedOut.add(signal.getStep());
            interrupted = true;
        } else {
            throw new IllegalEntry("Step %d is not an open block".formatted(signal.getStep()));
        }
        effects.add(new Effect.Print(Markers.signal(signal)));
        effects.add(new Effect.Deliver(entry));
    }

    private void end(Ended ended, List<Effect> effects) {
        var refused = ended.getRefused();
        if (refused && (fromProgram > libraries || ended.getProblemsCount() == 0)) {
            throw new IllegalEntry(
                    "A pipeline is refused for its problems, before anything ran: %d entries, %d problems"
                            .formatted(fromProgram, ended.getProblemsCount()));
        }
        var result = Results.of(ended.getResult()).worse(worst);
        var told = refused || diverged || ended.getHalted();
        if (!refused) {
            start(effects);
        }
        over = true;
        effects.add(new Effect.Print(Markers.ended(ended, refused || diverged, result)));
        effects.add(new Effect.Over(result, refused, told ? ended.getProblemsList() : List.of()));
    }

    private void checkStep(int step, String name, Place place) {
        if (step != lastStep + 1) {
            throw new IllegalEntry("Step %d follows step %d".formatted(step, lastStep));
        }
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new IllegalEntry("A step's name has %d characters".formatted(name.length()));
        }
        if (place.getParent() != 0 && !blocks.containsKey(place.getParent())) {
            throw new IllegalEntry("Step %d stands in block %d, which is not open".formatted(step, place.getParent()));
        }
    }

    /** The run cannot go on: the problems of its end are for people, not the program's own. */
    void divergedNow() {
        diverged = true;
    }

    /** Steps that wait for an outcome, by id. */
    Map<Integer, Asked> waiting() {
        return waiting;
    }

    /**
     * The program can do nothing until its step has an outcome or it is interrupted: its main branch waits, so it has no other. Of a program with several
     * branches the journal does not tell.
     */
    boolean blocked() {
        return waiting.size() == 1
                && waiting.values().iterator().next().getPlace().getBranch() == MAIN
                && !interrupted;
    }

    /** When a step that waits was asked for. */
    Instant askedAt(int step) {
        return Optional.ofNullable(askedAt.get(step))
                .orElseThrow(() -> new IllegalEntry("Step %d does not wait".formatted(step)));
    }

    /** Trees of libraries that outcomes told of. */
    Set<Digest> told() {
        return told;
    }

    /** Blocks that are open, outer ones first. */
    Collection<OpenBlock> blocks() {
        return blocks.values();
    }

    /** An open block. */
    Optional<OpenBlock> block(int step) {
        return Optional.ofNullable(blocks.get(step));
    }

    /** The innermost block of a name around a place in a block; 0: none. */
    int around(int step, String name) {
        for (var block = blocks.get(step); block != null; block = blocks.get(block.parent())) {
            if (block.name().equals(name)) {
                return block.step();
            }
        }
        return 0;
    }

    /** What stands in this block has the time before each of its lines. */
    boolean timestamps(int step) {
        return around(step, "timestamps") != 0;
    }

    private Effect.Print print(String lines, int block, Instant at) {
        return new Effect.Print(timestamps(block) ? Markers.timed(lines, at) : lines);
    }

    /** The block has had its signal. */
    boolean timedOut(int step) {
        return timedOut.contains(step);
    }

    /** The run has been told to stop. */
    boolean aborted() {
        return aborted != null;
    }

    /** What a run that was told to stop becomes. */
    Result abortResult() {
        return aborted == null ? Result.ABORTED : aborted;
    }

    /** The run is over. */
    boolean over() {
        return over;
    }

    /** Entries so far; the next one has this number plus one. */
    int entries() {
        return entries;
    }

    /** Entries so far that came from the program. */
    int fromProgram() {
        return fromProgram;
    }
}
