package dev.millrace.controller.execution;

import dev.millrace.controller.log.LineTimes;
import dev.millrace.controller.run.RunResult;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.Closed;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Noted;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.ProblemRecord;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Signal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lines of the console that come from the journal. Each ends with a newline. */
final class Markers {
    static final String START = "[Pipeline] Start of Pipeline\n";
    /** In front of the problems of a pipeline that does not compile: the compiler's exception, the line that people and log scanners look for. */
    static final String REFUSED = "org.codehaus.groovy.control.MultipleCompilationErrorsException: startup failed:\n";

    private Markers() {}

    /** The same lines, with the time before each that is not a marker. */
    static String timed(String lines, Instant at) {
        if (lines.isEmpty()) {
            return lines;
        }
        var before = LineTimes.before(at);
        return Stream.of(lines.substring(0, lines.length() - 1).split("\n", -1))
                        .map(line -> line.startsWith("[Pipeline] ") ? line : before + line)
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    static String asked(Asked asked) {
        var marker = "[Pipeline] " + asked.getName() + "\n";
        return switch (asked.getName()) {
            case "sleep" ->
                marker
                        + Spans.of(asked.getArgumentsList(), "SECONDS")
                                .map(span -> "Sleeping for " + Spans.words(span) + "\n")
                                .orElse("");
            case EarlierRuns.NAME, RunChanges.NAME, FilesBody.NAME -> "";
            case "tee" -> asked.getBlock() ? marker : ""; // the other one ends it
            case "input" -> marker + question(asked);
            case LockAsked.LOCK, LockAsked.CONCURRENCY ->
                marker + "Trying to acquire lock on " + LockAsked.words(asked.getName(), asked.getArgumentsList())
                        + "\n";
            default -> marker;
        };
    }

    private static String question(Asked asked) {
        var message = text(asked.getArgumentsList(), "message");
        var ok = text(asked.getArgumentsList(), "ok");
        return (message.isEmpty() ? "Go on?" : message) + "\n" + (ok.isEmpty() ? "Proceed" : ok) + " or Abort\n";
    }

    static String noted(Noted noted) {
        var arguments = noted.getArgumentsList();
        var marker = "[Pipeline] " + noted.getName() + "\n";
        return switch (noted.getName()) {
            case "echo" -> (text(arguments, "plain").equals("true") ? "" : marker) + text(arguments, "message") + "\n";
            case "unstable" -> marker + "WARNING: " + text(arguments, "message") + "\n";
            case "stage" -> noted.getBlock() ? marker + "[Pipeline] { (" + text(arguments, "name") + ")\n" : marker;
            case "currentBuild" -> "";
            case "properties" -> text(arguments, "plain").equals("true") ? "" : marker;
            case "branch" -> "[Pipeline] { (Branch: " + text(arguments, "name") + ")\n";
            case "parallel" -> marker;
            default -> noted.getBlock() ? marker + "[Pipeline] {\n" : marker;
        };
    }

    static String concluded(Asked asked, Outcome outcome) {
        if (!asked.getBlock()) {
            return "";
        }
        if (outcome.hasFailure()) {
            return "[Pipeline] // " + asked.getName() + "\n";
        }
        var opened = outcome.getValue().getMap().getEntriesList();
        return switch (asked.getName()) {
            case "node" ->
                "Running on " + text(opened, "node") + " in " + text(opened, "workspace") + "\n" + notices(opened)
                        + "[Pipeline] {\n";
            case "timeout" ->
                Spans.of(asked.getArgumentsList(), "MINUTES")
                                .map(span -> "Timeout set to expire in " + Spans.words(span) + "\n")
                                .orElse("")
                        + "[Pipeline] {\n";
            case LockAsked.LOCK, LockAsked.CONCURRENCY -> {
                var lock = LockAsked.words(asked.getName(), asked.getArgumentsList());
                var why = text(opened, "skipped");
                yield why.isEmpty()
                        ? "Lock acquired on " + lock + "\n[Pipeline] {\n"
                        : lock + " is already locked, skipping execution...\n" + why + "\n[Pipeline] {\n";
            }
            default -> "[Pipeline] {\n";
        };
    }

    static String closed(OpenBlock block, Closed closed) {
        return switch (block.name()) {
            case "branch" ->
                "[Pipeline] }\n"
                        + (closed.getResult() == Result.FAILURE
                                ? block.stage()
                                        .map(stage -> "Failed in branch " + stage.name() + "\n")
                                        .orElse("")
                                : "");
            case "parallel" -> "[Pipeline] // parallel\n";
            case LockAsked.LOCK, LockAsked.CONCURRENCY ->
                "[Pipeline] }\n"
                        + (LockAsked.held(block).isEmpty()
                                ? ""
                                : "Lock released on resource "
                                        + block.asked()
                                                .map(asked ->
                                                        LockAsked.words(asked.getName(), asked.getArgumentsList()))
                                                .orElse("")
                                        + "\n")
                        + "[Pipeline] // " + block.name() + "\n";
            default -> "[Pipeline] }\n[Pipeline] // " + block.name() + "\n";
        };
    }

    static String signal(Signal signal) {
        return switch (signal.getKind()) {
            case TIMEOUT -> "Cancelling nested steps due to timeout\n";
            case REENTERED ->
                "Running again on " + text(signal.getValuesList(), "node") + " in "
                        + text(signal.getValuesList(), "workspace") + "\n";
            case ABORT, CANCEL, UNRECOGNIZED -> signal.getReason().isEmpty() ? "" : signal.getReason() + "\n";
        };
    }

    /** @param refused the problems are what keeps the run from running, and are named with their places */
    static String ended(Ended ended, boolean refused, RunResult result) {
        var lines = new StringBuilder();
        lines.append(refused ? REFUSED : "[Pipeline] End of Pipeline\n");
        for (var problem : ended.getProblemsList()) {
            // what has a column was found in a text, not met while it ran
            lines.append(
                    refused || ended.getHalted() || problem.getColumn() > 0
                            ? placed(problem)
                            : "ERROR: " + problem.getMessage() + "\n");
        }
        return lines.append("Finished: ").append(result).append('\n').toString();
    }

    private static String placed(ProblemRecord problem) {
        return "%s:%d:%d: error: %s%s\n"
                .formatted(
                        problem.getFile(),
                        problem.getLine(),
                        problem.getColumn(),
                        problem.getMessage(),
                        problem.getHint().isEmpty() ? "" : " (" + problem.getHint() + ")");
    }

    private static String notices(List<NamedValue> opened) {
        var lines = new StringBuilder();
        for (var field : opened) {
            if (field.getName().equals("notices")) {
                field.getValue()
                        .getList()
                        .getItemsList()
                        .forEach(notice -> lines.append(Values.text(notice)).append('\n'));
            }
        }
        return lines.toString();
    }

    /** An argument as text; empty where it is not there. */
    static String text(List<NamedValue> arguments, String name) {
        for (var argument : arguments) {
            if (argument.getName().equals(name)) {
                return Values.text(argument.getValue());
            }
        }
        return "";
    }
}
