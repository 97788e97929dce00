package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Reads {@code input}. */
final class InputReader {
    private final Sheet sheet;
    private final EntriesReader entries;
    private final ArgumentsCheck check;

    InputReader(Sheet sheet, EntriesReader entries) {
        this.sheet = sheet;
        this.entries = entries;
        this.check = new ArgumentsCheck(sheet);
    }

    Model.Input input(Item item) {
        var line = item.node().getLineNumber();
        if (item.body().isEmpty()) {
            check.entry(item, Signatures.INPUT, "directive");
            return new Model.Input(item.arguments(sheet), List.of(), line);
        }
        var arguments = new ArrayList<>(item.arguments(sheet));
        List<Model.Entry> parameters = List.of();
        var sections = new Sections(sheet, item, new TreeSet<>(Signatures.INPUT.names()), "input field");
        for (var field : sections.items()) {
            if (field.name().equals("parameters")) {
                parameters = field.body().isPresent()
                        ? entries.entries(field, Signatures.PARAMETERS.names(), Signatures.PARAMETERS)
                        : sheet.needsBlock(field);
            } else if (field.positional().size() == 1
                    && field.named().isEmpty()
                    && field.body().isEmpty()) {
                var value = field.positional().getFirst();
                var literal = Literal.of(value);
                var described = Signatures.INPUT.field(field.name()).orElseThrow();
                if (!literal.fits(described, true)) {
                    sheet.wrong(
                            value,
                            "\"" + field.name() + "\" of input takes text, not " + literal.words(),
                            "Put it in quotes");
                }
                arguments.add(new Model.Argument(field.name(), sheet.operand(value)));
            } else {
                sheet.wrong(
                        field.node(), "\"" + field.name() + "\" takes one value", "Write " + field.name() + " 'text'");
            }
        }
        if (!sections.has("message")
                && arguments.stream().noneMatch(argument -> argument.name().isEmpty())) {
            sheet.wrong(item.node(), "No message specified for input", "Write input { message 'Go on?' }");
        }
        return new Model.Input(arguments, parameters, line);
    }
}
