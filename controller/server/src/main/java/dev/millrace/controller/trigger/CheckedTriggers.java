package dev.millrace.controller.trigger;

import dev.millrace.controller.base.Problem;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.source.GivenFiles;
import dev.millrace.controller.source.WorkingTrees;
import dev.millrace.controller.tenant.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Checks what came from outside, has the run made durable, and says that it may begin. */
final class CheckedTriggers implements Triggers {
    private static final int LONGEST_DEFINITION = 4 << 20;
    private static final int LONGEST_NAME = 250;
    private static final Set<String> TRUSTS = Set.of("protected", "branch", "fork");
    private static final Pattern VARIABLE = Pattern.compile("[^=\\x00]{1,1000}");

    private final WorkingTrees trees;
    private final Settings settings;
    private final Acceptor acceptor;
    private final Accepting accepting;
    private final Consumer<RunId> accepted;

    CheckedTriggers(
            WorkingTrees trees, Settings settings, Acceptor acceptor, Accepting accepting, Consumer<RunId> accepted) {
        this.trees = trees;
        this.settings = settings;
        this.acceptor = acceptor;
        this.accepting = accepting;
        this.accepted = accepted;
    }

    @Override
    public RunId accept(TriggerRequest request) {
        var problems = new ArrayList<>(problems(request));
        var branch = request.source().facts().getOrDefault("BRANCH_NAME", "");
        var filled = ParameterRules.fill(
                request.parameters(),
                settings.of(request.project().id(), branch).parameters(),
                request.definition());
        problems.addAll(filled.problems());
        if (!problems.isEmpty()) {
            throw new UserError(UserError.Kind.INVALID, "The run cannot be started", "", problems);
        }
        var quiet = request.urgency()
                .quietPeriod()
                .orElseGet(() -> settings.of(request.project().id(), branch).quietPeriod());
        request.source().tree().ifPresent(trees::check);
        request.source().files().map(GivenFiles::tree).ifPresent(trees::check);
        var run = accepting.during(() -> acceptor.accept(request.with(filled.values(), quiet), filled.defaulted()));
        accepted.accept(run);
        return run;
    }

    private static List<Problem> problems(TriggerRequest request) {
        var problems = new ArrayList<Problem>();
        if (!TRUSTS.contains(request.trust())) {
            problems.add(problem("trust", "is not protected, branch or fork: " + request.trust()));
        }
        if (request.file().isBlank() || request.file().length() > LONGEST_NAME) {
            problems.add(problem("file", "has to have 1 to %d characters".formatted(LONGEST_NAME)));
        }
        if (request.definition().length() > LONGEST_DEFINITION) {
            problems.add(problem("definition", "has more than %d characters".formatted(LONGEST_DEFINITION)));
        }
        for (var name : request.environment().keySet()) {
            if (!VARIABLE.matcher(name).matches()) {
                problems.add(problem("environment", "has a name that no variable can have: " + name));
            }
        }
        request.idempotencyKey()
                .filter(key -> key.isBlank() || key.length() > LONGEST_NAME)
                .ifPresent(_ -> problems.add(
                        problem("Idempotency-Key", "has to have 1 to %d characters".formatted(LONGEST_NAME))));
        return problems;
    }

    private static Problem problem(String path, String message) {
        return new Problem(path, 0, 0, message, "");
    }
}
