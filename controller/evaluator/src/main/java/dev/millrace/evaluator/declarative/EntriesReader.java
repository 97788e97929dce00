package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;

/** Reads {@code options}, {@code parameters}, {@code triggers}: calls of known names. */
final class EntriesReader {
    private static final Set<String> MANY = Set.of("parameter");
    private final Sheet sheet;
    private final ArgumentsCheck check;

    EntriesReader(Sheet sheet) {
        this.sheet = sheet;
        this.check = new ArgumentsCheck(sheet);
    }

    /** @param names that are allowed here, of which {@code signatures} need not describe all */
    List<Model.Entry> entries(Item item, Set<String> names, Signatures signatures) {
        var what = signatures.what();
        var entries = new ArrayList<Model.Entry>();
        var seen = new HashSet<String>();
        var statements = Item.statements(item.body().orElseThrow());
        for (var statement : statements) {
            var entry = Item.of(statement).orElse(null);
            if (entry == null) {
                sheet.wrong(
                        statement,
                        "Not a valid " + what + " definition: \"" + statement.getText() + "\"",
                        "Write name(…)");
                continue;
            }
            entry(entry, names, signatures);
            if (!MANY.contains(what) && !seen.add(entry.name())) {
                sheet.wrong(entry.node(), "Duplicate " + what + " name: \"" + entry.name() + "\"", "Remove one");
            }
            if (what.equals("parameter")) {
                unique(entry, seen);
            }
            entries.add(new Model.Entry(
                    entry.name(),
                    entry.arguments(sheet),
                    entry.node().getLineNumber(),
                    entry.node().getColumnNumber()));
        }
        if (statements.isEmpty()) {
            sheet.wrong(item.node(), "No " + what + "s specified in \"" + item.name() + "\"", "Add one, or remove it");
        }
        return entries;
    }

    private void entry(Item entry, Set<String> names, Signatures signatures) {
        var what = signatures.what();
        if (entry.body().isPresent()) {
            sheet.wrong(entry.node(), "\"" + entry.name() + "\" takes no block here", "Write " + entry.name() + "(…)");
        }
        if (!names.contains(entry.name())) {
            var hint = sheet.known.hint(entry.name(), names);
            sheet.wrong(
                    entry.node(),
                    "Invalid " + what + " type \"" + entry.name() + "\"",
                    Vocabulary.SECTIONS.contains(entry.name())
                            ? "Move " + entry.name() + " { } out, directly into pipeline { }"
                            : what.equals("option")
                                            && Signatures.OPTIONS
                                                    .of(entry.name())
                                                    .isPresent()
                                    ? "It is an option of the whole pipeline: move it into options { } of pipeline { }"
                                    : hint.isEmpty() ? Sheet.valid(names) : hint);
            return;
        }
        signatures.of(entry.name()).or(() -> wrapper(entry.name())).ifPresent(takes -> check.entry(entry, takes, what));
        entry.positional().forEach(this::nested);
        entry.named().forEach(argument -> nested(argument.getValueExpression()));
    }

    /** An option that is a step around the stages. */
    private Optional<Signature> wrapper(String name) {
        return sheet.known
                .takes(name)
                .map(takes -> new Signature(takes.name(), takes.fields(), false, takes.open() || takes.takesMap()));
    }

    /** Values that are calls of their own: {@code buildDiscarder(logRotator(numToKeepStr: '5'))}. */
    private void nested(Expression value) {
        sheet.values.describe(value);
        Item.of(value)
                .filter(Item::call)
                .ifPresent(call ->
                        Signatures.VALUES.of(call.name()).ifPresent(takes -> check.entry(call, takes, "value")));
    }

    private void unique(Item parameter, Set<String> seen) {
        for (var argument : parameter.named()) {
            if (argument.getKeyExpression().getText().equals("name")
                    && argument.getValueExpression() instanceof ConstantExpression constant
                    && constant.getValue() instanceof String name) {
                if (name.isEmpty()) {
                    sheet.wrong(constant, "A parameter needs a name", "Write name: 'VERSION'");
                } else if (!seen.add(name)) {
                    sheet.wrong(constant, "Duplicate parameter name: \"" + name + "\"", "Rename one");
                }
            }
        }
    }
}
