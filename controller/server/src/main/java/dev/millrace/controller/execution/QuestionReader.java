package dev.millrace.controller.execution;

import dev.millrace.controller.execution.Question.Field;
import dev.millrace.controller.execution.Question.Kind;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Value;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads what an {@code input} step was called with. */
final class QuestionReader {
    private static final int MOST_FIELDS = 200;

    private QuestionReader() {}

    /** The question. Fails with {@link IllegalArgumentException} where the arguments are none. */
    static Question read(int step, List<NamedValue> arguments, Instant askedAt) {
        var message = Markers.text(arguments, "message");
        var id = Markers.text(arguments, "id");
        var ok = Markers.text(arguments, "ok");
        var fields = arguments.stream()
                .filter(argument -> argument.getName().equals("parameters"))
                .flatMap(argument -> argument.getValue().getList().getItemsList().stream())
                .map(QuestionReader::field)
                .toList();
        if (fields.size() > MOST_FIELDS) {
            throw new IllegalArgumentException(
                    "input has %d parameters; %d is the limit".formatted(fields.size(), MOST_FIELDS));
        }
        return new Question(
                step,
                id.isEmpty() ? Integer.toString(step) : id,
                message.isEmpty() ? "Go on?" : message,
                ok.isEmpty() ? "Proceed" : ok,
                Arrays.stream(Markers.text(arguments, "submitter").split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList(),
                Markers.text(arguments, "submitterParameter"),
                fields,
                askedAt);
    }

    private static Field field(Value value) {
        var entries = value.getMap().getEntriesList();
        var type = Markers.text(entries, "$class");
        var name = Markers.text(entries, "name");
        var kind = kind(type, name);
        var choices = kind == Kind.CHOICE ? choices(entries) : List.<String>of();
        var given = Markers.text(entries, "defaultValue");
        var usual = kind == Kind.BOOLEAN ? Boolean.toString(Boolean.parseBoolean(given)) : given;
        return new Field(
                name,
                kind,
                Markers.text(entries, "description"),
                usual.isEmpty() && !choices.isEmpty() ? choices.getFirst() : usual,
                choices);
    }

    private static Kind kind(String type, String name) {
        var plain = type.substring(type.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (plain.replace("parameterdefinition", "")) {
            case "string" -> Kind.STRING;
            case "text" -> Kind.TEXT;
            case "booleanparam", "boolean" -> Kind.BOOLEAN;
            case "choice" -> Kind.CHOICE;
            case "password", "credentials" ->
                throw new IllegalArgumentException(
                        "The parameter '%s' of input is a secret, which needs a provider of credentials"
                                .formatted(name));
            case "" ->
                throw new IllegalArgumentException(
                        "A parameter of input is written as string(name: 'X'), text, booleanParam or choice");
            default ->
                throw new IllegalArgumentException(
                        "The parameter '%s' of input is a '%s'; there are string, text, booleanParam and choice"
                                .formatted(name, type));
        };
    }

    private static List<String> choices(List<NamedValue> entries) {
        return entries.stream()
                .filter(entry -> entry.getName().equals("choices"))
                .flatMap(entry -> entry.getValue().hasList()
                        ? entry.getValue().getList().getItemsList().stream().map(Values::text)
                        : Values.text(entry.getValue()).lines())
                .collect(Collectors.toList());
    }
}
