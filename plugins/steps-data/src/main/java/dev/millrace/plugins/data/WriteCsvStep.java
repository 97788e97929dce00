package dev.millrace.plugins.data;

import static dev.millrace.api.step.Parameter.Type.ANY;
import static dev.millrace.api.step.Parameter.Type.LIST;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** {@code writeCSV}. */
final class WriteCsvStep implements ActionStep {
    private final StepDescriptor descriptor = StepDescriptor.named("writeCSV")
            .summary("Writes rows as CSV to a file, or returns it as text.")
            .category(Category.DATA)
            .required(
                    "records",
                    LIST,
                    "Rows: lists of values, or maps, of which the values are written in the header's order.")
            .optional("file", TEXT, "Path of the file, relative to the current directory; it is replaced.")
            .optional("format", ANY, CsvFormat.HELP)
            .optional("returnText", TRUTH, false, "Return the CSV instead of writing a file; needs no workspace.")
            .needsWorkspaceWith("file")
            .recovery(Recovery.REATTACH)
            .example("writeCSV file: 'out.csv', records: [['name', 'age'], ['Ada', 36]], format: 'EXCEL'")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var target = new Target(call, "writeCSV");
        var file = target.file();
        var format = CsvFormat.of(call.arguments().get("format").orElse(null));
        var text = new StringBuilder();
        try (var printer = new CSVPrinter(text, format)) {
            for (var row : call.arguments().list("records")) {
                switch (row) {
                    case List<?> values -> printer.printRecord(values);
                    case Map<?, ?> values -> {
                        var names = format.getHeader();
                        printer.printRecord(
                                names == null
                                        ? List.copyOf(values.values())
                                        : java.util.Arrays.stream(names)
                                                .map(values::get)
                                                .toList());
                    }
                    case null, default ->
                        throw new StepException(
                                "bad-argument", "A row of records is a list or a map, not %s".formatted(row));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return target.put(file, text.toString(), StandardCharsets.UTF_8);
    }
}
