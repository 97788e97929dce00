package dev.millrace.plugins.data;

import static dev.millrace.api.step.Parameter.Type.ANY;
import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** {@code readCSV}: a list of rows; with a header each row is a map by its names, else a list. */
final class ReadCsvStep implements ActionStep {
    private static final int MOST_ROWS = 200_000;

    private final StepDescriptor descriptor = StepDescriptor.named("readCSV")
            .summary("Reads CSV from a file or a text and returns a list of rows.")
            .category(Category.DATA)
            .optional("file", TEXT, "Path of the file, relative to the current directory; at most 3 MiB of UTF-8.")
            .optional("text", TEXT, "The CSV itself; needs no workspace.")
            .optional("format", ANY, CsvFormat.HELP)
            .needsWorkspaceWith("file")
            .recovery(Recovery.REATTACH)
            .example("readCSV(file: 'hosts.csv').each { row -> echo row[0] }")
            .example(
                    "def people = readCSV(text: 'name;age\\nAda;36', format: [delimiter: ';', header: true])\necho people[0].name")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Object run(StepCall call) throws StepException, InterruptedException {
        var source = new Source(call, "readCSV");
        var format = CsvFormat.of(call.arguments().get("format").orElse(null));
        var text = source.fileOrText();
        var where = source.named("file").orElse("The text");
        var rows = new ArrayList<@Nullable Object>();
        try (var parser = CSVParser.parse(text, format)) {
            boolean named = !parser.getHeaderNames().isEmpty();
            for (CSVRecord row : parser) {
                if (rows.size() == MOST_ROWS) {
                    throw new StepException("too-large", "%s has more than %d rows".formatted(where, MOST_ROWS));
                }
                rows.add(named ? row.toMap() : row.toList());
            }
        } catch (CSVException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            throw new StepException("bad-csv", "%s is not CSV of this format: %s".formatted(where, e.getMessage()));
        } catch (IOException e) {
            throw new StepException("bad-csv", "%s cannot be read as CSV: %s".formatted(where, e.getMessage()));
        }
        return rows;
    }
}
