package dev.millrace.controller.explain;

import dev.millrace.controller.explain.Because.Kind;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the causes of a run, or of one of its stages, together. Pure. */
final class Explainer {
    /** Of one kind; what is more is counted. */
    private static final int MOST = 25;

    private final Known known;
    private final Story story;
    private final Failing failing;
    private final Catches catches;
    private final Facts facts;
    private final Skips skips;
    private final Waits waits;
    private final Worsening worsening;

    Explainer(Known known) {
        this.known = known;
        this.story = Story.of(known.journal());
        this.failing = new Failing(story, known.printed());
        this.catches = new Catches(story, failing);
        this.facts = new Facts(story);
        this.skips = new Skips(story, facts);
        this.waits = new Waits(story, known);
        this.worsening = new Worsening(story);
    }

    /** The whole run. */
    Because run() {
        var run = known.run();
        var causes = new ArrayList<Because>();
        causes.add(Because.of(Kind.STARTED, run.cause()).at(run.acceptedAt()));
        waits.turn().ifPresent(causes::add);
        causes.addAll(takenUp());
        var told = new HashSet<Integer>();
        causes.addAll(end(told));
        causes.addAll(inside(0, told));
        story.stage("Declarative: Post Actions").map(facts::posts).ifPresent(causes::addAll);
        var took = Duration.between(run.acceptedAt(), run.overAt().orElse(known.now()));
        return Because.of(Kind.RUN, run.title() + " " + ending())
                .at(run.acceptedAt())
                .took(took)
                .below(causes);
    }

    /** Names of its stages and branches. */
    List<String> stages() {
        return story.stages();
    }

    /** A stage or branch, the last one of a name; empty where there is none. */
    Optional<Because> stage(String name) {
        return story.stage(name).map(this::stage);
    }

    private Because stage(Act stage) {
        var call = Words.begin(Words.call(stage));
        var skipped = skips.of(stage);
        if (skipped.isPresent()) {
            var because = skipped.get();
            return new Because(
                    Kind.STAGE,
                    Words.begin(because.sentence()),
                    because.step(),
                    because.place(),
                    because.at(),
                    because.took(),
                    because.output(),
                    because.below());
        }
        var causes = new ArrayList<>(facts.conditions(stage));
        var told = new HashSet<Integer>();
        stage.failure().ifPresent(message -> {
            var path = failing.path(stage.step(), message);
            path.forEach(act -> told.add(act.step()));
            causes.add(path.isEmpty() ? failing.of(stage) : failing.chain(path));
        });
        causes.addAll(inside(stage.step(), told));
        causes.addAll(facts.posts(stage));
        var because = Because.of(Kind.STAGE, call + " " + ending(stage), stage).below(causes);
        return stage.took().map(because::took).orElse(because);
    }

    private List<Because> inside(int block, Set<Integer> told) {
        var causes = new ArrayList<Because>();
        causes.addAll(most(catches.in(block, told), "failures"));
        causes.addAll(most(worsening.in(block), "times the result became worse"));
        causes.addAll(most(skips.in(block), "stages were skipped"));
        causes.addAll(most(waits.in(block), "times it waited"));
        return causes;
    }

    private static List<Because> most(List<Because> causes, String what) {
        if (causes.size() <= MOST) {
            return causes;
        }
        var first = new ArrayList<>(causes.subList(0, MOST));
        first.add(Because.of(causes.getFirst().kind(), "and %d more %s".formatted(causes.size() - MOST, what)));
        return first;
    }

    private List<Because> takenUp() {
        return story.begins().stream()
                .skip(1)
                .map(begun -> Because.of(
                                Kind.TAKEN_UP,
                                "its program was begun again from its journal of %d entries%s"
                                        .formatted(
                                                begun.stamp().entry() - 1,
                                                begun.what().getWhy().isEmpty()
                                                        ? ""
                                                        : ": "
                                                                + Words.brief(begun.what()
                                                                        .getWhy())))
                        .at(begun.stamp().at()))
                .toList();
    }

    /** What its result came from. */
    private List<Because> end(Set<Integer> told) {
        var run = known.run();
        if (run.refused()) {
            return run.problems().stream()
                    .map(problem -> Because.of(Kind.FAILED, problem))
                    .toList();
        }
        var ended = story.ended().orElse(Ended.getDefaultInstance());
        if (ended.getProblemsCount() == 0) {
            return aborted();
        }
        var problem = ended.getProblems(0);
        var path = failing.path(0, problem.getMessage());
        if (path.isEmpty() || ended.getHalted()) {
            var because = Because.of(
                    ended.getResult() == Result.ABORTED ? Kind.INTERRUPTED : Kind.FAILED,
                    Words.brief(problem.getMessage()) + (problem.getHint().isEmpty() ? "" : ". " + problem.getHint()));
            return List.of(
                    because.in(problem.getFile().equals(run.file()) ? "" : problem.getFile(), problem.getLine()));
        }
        path.forEach(act -> told.add(act.step()));
        return List.of(failing.chain(path, problem));
    }

    /** Somebody stopped it, and its program said nothing of it. */
    private List<Because> aborted() {
        return known.run().result().filter("ABORTED"::equals).isEmpty()
                ? List.of()
                : story.signals().stream()
                        .filter(heard -> heard.what().getStep() == 0)
                        .map(heard -> Because.of(Kind.INTERRUPTED, heard.what().getReason())
                                .at(heard.stamp().at()))
                        .toList();
    }

    private String ending() {
        var run = known.run();
        if (run.refused()) {
            return "was refused before anything ran";
        }
        return run.result().map(Explainer::ending).orElseGet(this::going);
    }

    private static String ending(String result) {
        return switch (result) {
            case "SUCCESS" -> "succeeded";
            case "UNSTABLE" -> "is unstable";
            case "FAILURE" -> "failed";
            case "NOT_BUILT" -> "was not built";
            default -> "was aborted";
        };
    }

    private String ending(Act stage) {
        return stage.closed()
                .map(closed -> ending(closed.getResult().name()))
                .orElseGet(() -> known.run().overAt().isPresent() ? "did not end" : "goes on");
    }

    /** What a run that goes on is at. */
    private String going() {
        var open = story.acts().stream()
                .filter(act -> act.asked() && act.outcome().isEmpty())
                .map(Words::call)
                .limit(3)
                .collect(Collectors.joining(", "));
        return open.isEmpty() ? "goes on" : "goes on, in " + open;
    }
}
