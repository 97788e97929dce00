package dev.millrace.controller.trigger;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who and what started a run. Kept with the run as plain fields, so that what is added here later can be read by those who do not know it: {@link
 * #fields} and {@link #of} are each other's inverse.
 */
public sealed interface Cause {
    /** A person, at the console or the command line, or a program with that person's token. */
    record User(String by) implements Cause {}

    /** A program that is nobody's, by an address that starts runs. */
    record Remote(String address, String note) implements Cause {}

    /** A schedule. */
    record Timer() implements Cause {}

    /** A change of the source. */
    record Change(String what) implements Cause {}

    /** A branch that was found, or told of. */
    record Branch(String what) implements Cause {}

    /** Another run: its end, or a step of it. */
    record Upstream(String project, long number, boolean byStep) implements Cause {}

    /** An earlier run was to run again. */
    record Replay(long number, String by) implements Cause {}

    /** A run is to be done again from a place in it. */
    record Restart(String by, String place) implements Cause {}

    /** A run is done again with an edited pipeline. */
    record Edited(String by, String place) implements Cause {}

    /** One that a later version knows. */
    record Other(String kind, String message) implements Cause {}

    /** For people: {@code Started by ada}. */
    default String message() {
        return switch (this) {
            case User(var by) -> "Started by " + by;
            case Remote(var address, var note) ->
                "Started by remote host " + address + (note.isEmpty() ? "" : " with note: " + note);
            case Timer() -> "Started by timer";
            case Change(var what) -> what.isEmpty() ? "Started by an SCM change" : what;
            case Branch(var what) -> what.isEmpty() ? "Branch indexing" : what;
            case Upstream(var project, var number, var _) ->
                "Started by upstream project \"%s\" build number %d".formatted(project, number);
            case Replay(var number, var _) -> "Replayed #" + number;
            case Restart(var by, var place) -> "Restarted by %s from %s".formatted(by, place);
            case Edited(var by, var place) -> "Replayed by %s with an edit at %s".formatted(by, place);
            case Other(var kind, var message) -> message.isEmpty() ? kind : message;
        };
    }

    /** As it is kept: {@code kind}, {@code message} and what else there is. */
    default Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        switch (this) {
            case User(var by) -> put(fields, "api", "by", by);
            case Remote(var address, var note) -> {
                put(fields, "remote", "address", address);
                fields.put("note", note);
            }
            case Timer() -> fields.put("kind", "timer");
            case Change(var what) -> put(fields, "change", "what", what);
            case Branch(var what) -> put(fields, "branch", "what", what);
            case Upstream(var project, var number, var byStep) -> {
                put(fields, "upstream", "project", project);
                fields.put("number", Long.toString(number));
                fields.put("step", Boolean.toString(byStep));
            }
            case Replay(var number, var by) -> {
                put(fields, "replay", "by", by);
                fields.put("number", Long.toString(number));
            }
            case Restart(var by, var place) -> {
                put(fields, "restart", "by", by);
                fields.put("place", place);
            }
            case Edited(var by, var place) -> {
                put(fields, "edited", "by", by);
                fields.put("place", place);
            }
            case Other(var kind, var _) -> fields.put("kind", kind);
        }
        fields.put("message", message());
        return fields;
    }

    private static void put(Map<String, String> fields, String kind, String name, String value) {
        fields.put("kind", kind);
        fields.put(name, value);
    }

    /** What is kept so. */
    static Cause of(Map<String, String> fields) {
        var kind = fields.getOrDefault("kind", "");
        return switch (kind) {
            case "api" -> new User(text(fields, "by"));
            case "remote" -> new Remote(text(fields, "address"), text(fields, "note"));
            case "timer" -> new Timer();
            case "change" -> new Change(text(fields, "what"));
            case "branch" -> new Branch(text(fields, "what"));
            case "upstream" -> new Upstream(text(fields, "project"), number(fields), "true".equals(fields.get("step")));
            case "replay" -> new Replay(number(fields), text(fields, "by"));
            case "restart" -> new Restart(text(fields, "by"), text(fields, "place"));
            case "edited" -> new Edited(text(fields, "by"), text(fields, "place"));
            default -> new Other(kind, text(fields, "message"));
        };
    }

    private static String text(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "");
    }

    private static long number(Map<String, String> fields) {
        var text = text(fields, "number");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }
}
