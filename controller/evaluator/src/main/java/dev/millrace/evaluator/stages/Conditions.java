package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.language.BuildFacts;
import dev.millrace.evaluator.language.ChangeEntry;
import dev.millrace.evaluator.language.ChangeSet;
import dev.millrace.evaluator.language.PipelineRun;
import dev.millrace.wire.AntPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;
import org.jspecify.annotations.Nullable;

/** Decides {@code when}. */
final class Conditions {
    private static final String ORIGIN = "origin/";
    private final PipelineRun run;
    private final Closures closures;

    Conditions(PipelineRun run, Closures closures) {
        this.run = run;
        this.closures = closures;
    }

    /** All of them hold. What was seen is told of the stage. */
    boolean all(List<Model.Condition> conditions) {
        var seen = new ArrayList<Map<String, Object>>();
        var held = conditions.stream().allMatch(condition -> holds(condition, seen));
        seen.forEach(fact -> PipelineRun.branch().tell("when", fact));
        return held;
    }

    private boolean holds(Model.Condition condition, List<Map<String, Object>> seen) {
        var look = new Look(condition.name());
        var held = holds(condition, look);
        seen.add(look.ended(held));
        return held;
    }

    private boolean holds(Model.Condition condition, Look look) {
        var inner = condition.children().stream();
        return switch (condition.name()) {
            case "not" -> !inner.allMatch(child -> holds(child, look.below()));
            case "allOf" -> inner.allMatch(child -> holds(child, look.below()));
            case "anyOf" -> inner.anyMatch(child -> holds(child, look.below()));
            case "expression" -> {
                var value = closures.get(condition.closure()).call();
                look.found(value);
                yield DefaultTypeTransformation.castToBoolean(value);
            }
            case "environment" -> environment(closures.arguments(condition.arguments(), "name"), look);
            case "equals" -> {
                var values = closures.arguments(condition.arguments(), "expected");
                look.wanted(values.get("expected"));
                look.found(values.get("actual"));
                yield DefaultTypeTransformation.compareEqual(values.get("expected"), values.get("actual"));
            }
            case "branch" -> matches(condition, branch(), look);
            case "tag" -> matches(condition, run.environment().lookup("TAG_NAME"), look);
            case "buildingTag" -> {
                look.found(run.environment().lookup("TAG_NAME"));
                yield run.environment().lookup("TAG_NAME") != null;
            }
            case "changeRequest" -> {
                look.found(run.environment().lookup("CHANGE_ID"));
                yield changeRequest(closures.arguments(condition.arguments(), "id"));
            }
            case "isRestartedRun" -> Boolean.TRUE.equals(run.fact("restarted"));
            case "triggeredBy" -> triggered(closures.arguments(condition.arguments(), "cause"), look);
            case "changeset" -> changeset(closures.arguments(condition.arguments(), "pattern"), look);
            case "changelog" -> changelog(closures.arguments(condition.arguments(), "pattern"), look);
            default -> throw new IllegalArgumentException("There is no condition " + condition.name());
        };
    }

    private boolean environment(Map<String, @Nullable Object> arguments, Look look) {
        var actual = run.environment().lookup(String.valueOf(arguments.get("name")));
        var expected = String.valueOf(arguments.get("value"));
        look.wanted(arguments.get("name") + "=" + expected);
        look.found(actual);
        return actual != null
                && (Boolean.TRUE.equals(arguments.get("ignoreCase"))
                        ? actual.equalsIgnoreCase(expected)
                        : actual.equals(expected));
    }

    private boolean matches(Model.Condition condition, @Nullable String actual, Look look) {
        var arguments = closures.arguments(condition.arguments(), "pattern");
        var how = arguments.get("comparator");
        var pattern = arguments.get("pattern");
        look.wanted(pattern);
        look.found(actual);
        return actual != null
                && (pattern == null
                        || pattern(how == null ? "GLOB" : how.toString(), pattern.toString())
                                .test(actual));
    }

    private boolean changeRequest(Map<String, @Nullable Object> arguments) {
        if (run.environment().lookup("CHANGE_ID") == null) {
            return false;
        }
        return arguments.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("comparator"))
                .allMatch(entry -> {
                    var variable = switch (entry.getKey()) {
                        case "id" -> "CHANGE_ID";
                        case "target" -> "CHANGE_TARGET";
                        case "branch" -> "CHANGE_BRANCH";
                        case "fork" -> "CHANGE_FORK";
                        case "url" -> "CHANGE_URL";
                        case "title" -> "CHANGE_TITLE";
                        case "author" -> "CHANGE_AUTHOR";
                        case "authorDisplayName" -> "CHANGE_AUTHOR_DISPLAY_NAME";
                        default -> "CHANGE_AUTHOR_EMAIL";
                    };
                    var actual = run.environment().lookup(variable);
                    var how = arguments.get("comparator");
                    return actual != null
                            && pattern(how == null ? "EQUALS" : how.toString(), String.valueOf(entry.getValue()))
                                    .test(actual);
                });
    }

    /** Outside of a multibranch project the branch is the one that was checked out. */
    private @Nullable String branch() {
        for (var name : List.of("BRANCH_NAME", "GIT_LOCAL_BRANCH")) {
            var value = run.environment().lookup(name);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        var remote = run.environment().lookup("GIT_BRANCH");
        return remote != null && remote.startsWith(ORIGIN) ? remote.substring(ORIGIN.length()) : remote;
    }

    private boolean triggered(Map<String, @Nullable Object> arguments, Look look) {
        var cause = arguments.get("cause");
        look.wanted(cause);
        var detail = arguments.get("detail");
        return run.build().triggeredBy(String.valueOf(cause), detail == null ? null : detail.toString());
    }

    private boolean changeset(Map<String, @Nullable Object> arguments, Look look) {
        var wanted = ChangePatterns.paths(arguments);
        look.wanted(arguments.get("glob") == null ? arguments.get("pattern") : arguments.get("glob"));
        var changes = changes();
        look.found(changes.size() + (changes.size() == 1 ? " change" : " changes"));
        return changes.stream()
                .anyMatch(change -> change.getAffectedPaths().stream().anyMatch(wanted));
    }

    private boolean changelog(Map<String, @Nullable Object> arguments, Look look) {
        var wanted = String.valueOf(arguments.get("pattern"));
        look.wanted(wanted);
        var changes = changes();
        look.found(changes.size() + (changes.size() == 1 ? " change" : " changes"));
        return changes.stream()
                .anyMatch(change -> ChangePatterns.message(wanted, change.getMsg(), change.getComment()));
    }

    /** Those of this run; of a change request those of all its runs, which are merged as one. */
    private List<ChangeEntry> changes() {
        var sets = new ArrayList<ChangeSet>();
        if (run.environment().lookup("CHANGE_ID") != null) {
            run.remark("Examining changelog from all builds of this change request.");
            for (BuildFacts one = run.build(); one != null; one = (BuildFacts) one.getPreviousBuild()) {
                sets.addAll(one.getChangeSets());
            }
        } else {
            sets.addAll(run.build().getChangeSets());
        }
        if (sets.isEmpty()) {
            run.remark("Warning, empty changelog. "
                    + (run.build().isFirst() ? "Probably because this is the first build." : "Have you run checkout?"));
        }
        return sets.stream().flatMap(set -> set.getItems().stream()).toList();
    }

    private static Predicate<String> pattern(String comparator, String text) {
        return switch (comparator.toUpperCase(Locale.ROOT)) {
            case "REGEXP" -> Pattern.compile(text).asMatchPredicate();
            case "EQUALS" -> text::equals;
            case "GLOB" -> AntPattern.inAnyCase(text)::matches;
            default ->
                throw new IllegalArgumentException(
                        "There is no comparator " + comparator + "; there are EQUALS, GLOB, REGEXP");
        };
    }
}
