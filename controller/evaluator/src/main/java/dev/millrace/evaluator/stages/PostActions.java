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

    private boolean holds(String condition, Result result) {
        var before = run.fact("previousResult");
        var previous = before == null ? null : Results.named(before.toString());
        return switch (condition) {
            case "always", "cleanup" -> true;
            case "changed" -> previous != result;
            case "fixed" -> result == Result.SUCCESS && (previous == Result.FAILURE || previous == Result.UNSTABLE);
            case "regression" -> previous != null && result.getNumber() > previous.getNumber();
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
