package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.language.EarlyEnd;
import dev.millrace.evaluator.language.PipelineRun;
import dev.millrace.evaluator.language.Results;
import dev.millrace.wire.proto.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs {@code post} sections. */
final class PostActions {
    private final PipelineRun run;
    private final Closures closures;

    PostActions(PipelineRun run, Closures closures) {
        this.run = run;
        this.closures = closures;
    }

    /** Those whose condition holds for a result, in Jenkins' order. */
    List<Model.Post> wanted(List<Model.Post> posts, Result result) {
        return posts.stream().filter(post -> holds(post.condition(), result)).toList();
    }

    /** Runs them all, also after one failed; gives the first failure, which is the one given if there was one. */
    @Nullable
    Throwable run(List<Model.Post> posts, Result result, @Nullable Throwable failure) {
        var first = failure;
        var current = result;
        for (var post : posts) {
            if (!holds(post.condition(), current)) {
                continue;
            }
            var look = new Look(post.condition());
            look.found(current.name());
            PipelineRun.branch().tell("post", look.ended(true));
            try {
                closures.get(post.closure()).call();
            } catch (EarlyEnd e) {
                first = first == null ? e : first;
            } catch (Throwable e) {
                run.remark("Error when executing " + post.condition() + " post condition:");
                run.remark(Results.message(e));
                run.fail(e);
                current = Results.worse(current, Results.of(e));
                first = first == null ? e : first;
            }
            current = Results.worse(current, PipelineRun.branch().worst());
        }
        return first;
    }

    /**
     * Whether a condition that looks back holds.
     *
     * @param before result of the last run before that has ended; null: there is none, which is a change, but nothing that was fixed or has regressed
     */
    static boolean compares(String condition, @Nullable Result before, Result now) {
        return switch (condition) {
            case "changed" -> before != now;
            case "fixed" -> now == Result.SUCCESS && (before == Result.FAILURE || before == Result.UNSTABLE);
            default -> before != null && now.getNumber() > before.getNumber();
        };
    }

    private boolean holds(String condition, Result result) {
        return switch (condition) {
            case "always", "cleanup" -> true;
            case "changed", "fixed", "regression" ->
                compares(condition, run.build().resultBefore().orElse(null), result);
            case "aborted" -> result == Result.ABORTED;
            case "failure" -> result == Result.FAILURE;
            case "success" -> result == Result.SUCCESS;
            case "unstable" -> result == Result.UNSTABLE;
            case "unsuccessful" -> result != Result.SUCCESS;
            case "notBuilt" -> result == Result.NOT_BUILT;
            default -> throw new IllegalArgumentException("There is no post condition " + condition);
        };
    }
}
