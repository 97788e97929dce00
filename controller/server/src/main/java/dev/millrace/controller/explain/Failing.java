package dev.millrace.controller.explain;

import dev.millrace.controller.explain.Because.Kind;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.ProblemRecord;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.StepFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Where failures come from: follows an exception from the block that it left inwards to the step that it came from. The journal holds the message with
 * which each block was left; an exception is taken for the same where its message is.
 */
final class Failing {
    private static final String POST = "Post stage";

    private final Story story;
    private final Interruptions interruptions;
    private final IntFunction<List<String>> printed;

    Failing(Story story, IntFunction<List<String>> printed) {
        this.story = story;
        this.interruptions = new Interruptions(story, this);
        this.printed = printed;
    }

    /** The acts through which an exception went, from the outermost in a block to where it came from; empty where the block's own code threw it. */
    List<Act> path(int block, String message) {
        var path = new ArrayList<Act>();
        for (var next = origin(block, message); next.isPresent(); ) {
            var act = next.get();
            path.add(act);
            next = act.closed().isPresent() ? origin(act.step(), act.failure().orElse(message)) : Optional.empty();
        }
        return path;
    }

    private Optional<Act> origin(int block, String message) {
        var failed = new ArrayList<Act>();
        for (var act : story.in(block)) {
            // what fails in post comes after what made the stage fail
            if (act.plain() && act.text("message").equals(POST) && !failed.isEmpty()) {
                break;
            }
            if (act.failure().filter(of -> same(message, of)).isPresent()) {
                failed.add(act);
            }
        }
        if (failed.stream().anyMatch(act -> !act.catching())) {
            failed.removeIf(Act::catching);
        }
        // stages go on being looked at after the first that failed; other code stops there, so that what failed before
        // was caught
        return failed.stream().anyMatch(Act::stage)
                ? failed.stream().filter(Act::stage).findFirst()
                : failed.stream().reduce((_, last) -> last);
    }

    /** One message is the other, or tells of it. */
    static boolean same(String whole, String part) {
        return whole.equals(part) || (!part.isBlank() && whole.contains(part));
    }

    /** How an act came to fail. */
    Because of(Act act) {
        var inner = act.closed().isPresent() ? path(act.step(), act.failure().orElse("")) : List.<Act>of();
        return chain(Stream.concat(Stream.of(act), inner.stream()).toList());
    }

    /** A path in words: its stages and what gave up, then what failed. Other blocks only handed the exception on. */
    Because chain(List<Act> path) {
        return chain(path, ProblemRecord.getDefaultInstance());
    }

    /** @param problem as which the exception ended the run: it knows the line */
    Because chain(List<Act> path, ProblemRecord problem) {
        var last = path.getLast();
        var because = last.closed().isPresent() ? thrown(last, problem) : leaf(last);
        for (var index = path.size() - 2; index >= 0; index--) {
            var act = path.get(index);
            if (act.stage() && !stands(act, path.get(index + 1))) {
                because = Because.of(kind(act), Words.call(act) + (aborted(act) ? " was stopped" : " failed"), act)
                        .below(List.of(because));
            } else if (act.name().equals("retry")) {
                because = Because.of(Kind.FAILED, "retry gave up after %s tries".formatted(act.text("count")), act)
                        .below(List.of(because));
            }
        }
        return because;
    }

    /** A stage of a graph or of {@code parallel} is a branch with a stage of its name in it. */
    private static boolean stands(Act branch, Act inner) {
        return branch.name().equals("branch")
                && inner.name().equals("stage")
                && branch.text("name").equals(inner.text("name"));
    }

    private static Kind kind(Act act) {
        return aborted(act) ? Kind.INTERRUPTED : Kind.FAILED;
    }

    private static boolean aborted(Act act) {
        return act.closed()
                .filter(closed -> closed.getResult() == Result.ABORTED)
                .isPresent();
    }

    /** The code of the block itself threw, or was interrupted between two steps. */
    private Because thrown(Act block, ProblemRecord problem) {
        if (aborted(block)) {
            return interruptions.of(block);
        }
        var message = Words.brief(block.failure().orElse(""));
        var because = Because.of(Kind.FAILED, "code in %s threw %s".formatted(Words.call(block), message), block);
        return problem.getLine() == 0 ? because : because.in(problem.getFile(), problem.getLine());
    }

    private Because leaf(Act act) {
        var call = Words.call(act);
        if (!act.asked()) {
            return Because.of(Kind.FAILED, "the pipeline called %s".formatted(call), act);
        }
        var failure = act.outcome().map(Outcome::getFailure).orElse(StepFailure.getDefaultInstance());
        var message = Words.brief(failure.getMessage());
        var because = switch (failure.getKind()) {
            case INTERRUPTED -> interruptions.of(act);
            case LOST ->
                interruptions.reached(act)
                        ? interruptions.of(act)
                        : Because.of(Kind.FAILED, "%s was lost: %s".formatted(call, message), act);
            case REFUSED -> Because.of(Kind.FAILED, "%s was refused: %s".formatted(call, message), act);
            case CRASHED -> Because.of(Kind.FAILED, "%s did not survive a crash: %s".formatted(call, message), act);
            case FAILED, UNRECOGNIZED -> Because.of(Kind.FAILED, "%s failed: %s".formatted(call, message), act);
        };
        return act.took().map(because::took).orElse(because).printed(printed.apply(act.step()));
    }
}
