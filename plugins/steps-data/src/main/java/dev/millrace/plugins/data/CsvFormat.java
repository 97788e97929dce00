package dev.millrace.plugins.data;

import dev.millrace.api.step.StepException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

/** How a call describes CSV: by a name, {@code 'EXCEL'}, or by a map of what differs, {@code [delimiter: ';', header: true]}. */
final class CsvFormat {
    private static final Map<String, CSVFormat> NAMED = new TreeMap<>(Map.of(
            "DEFAULT", CSVFormat.DEFAULT,
            "EXCEL", CSVFormat.EXCEL,
            "RFC4180", CSVFormat.RFC4180,
            "TDF", CSVFormat.TDF,
            "MYSQL", CSVFormat.MYSQL,
            "POSTGRESQL_CSV", CSVFormat.POSTGRESQL_CSV,
            "POSTGRESQL_TEXT", CSVFormat.POSTGRESQL_TEXT,
            "INFORMIX_UNLOAD", CSVFormat.INFORMIX_UNLOAD,
            "ORACLE", CSVFormat.ORACLE));
    static final String HELP =
            "DEFAULT, EXCEL, RFC4180, TDF, MYSQL, ... or a map of base, delimiter, quote, escape, comment, recordSeparator,"
                    + " nullString, header (true or names), skipHeaderRecord, trim, ignoreEmptyLines, ignoreSurroundingSpaces, quoteMode.";

    private CsvFormat() {}

    static CSVFormat of(@Nullable Object given) throws StepException {
        return switch (given) {
            case null -> CSVFormat.DEFAULT;
            case Map<?, ?> map -> described(map);
            default -> named(given.toString());
        };
    }

    private static CSVFormat named(String name) throws StepException {
        var format = NAMED.get(name.strip().toUpperCase(Locale.ROOT));
        if (format == null) {
            throw new StepException(
                    "bad-argument",
                    "There is no CSV format %s: use one of %s".formatted(name, String.join(", ", NAMED.keySet())));
        }
        return format;
    }

    private static CSVFormat described(Map<?, ?> map) throws StepException {
        var base = map.get("base");
        var format = named(base == null ? "DEFAULT" : base.toString()).builder();
        try {
            for (var entry : map.entrySet()) {
                set(format, String.valueOf(entry.getKey()), entry.getValue());
            }
            return format.get();
        } catch (IllegalArgumentException e) {
            throw new StepException("bad-argument", "This is no CSV format: " + e.getMessage());
        }
    }

    private static void set(CSVFormat.Builder format, String option, @Nullable Object value) throws StepException {
        switch (option) {
            case "base" -> {}
            case "delimiter" -> format.setDelimiter(String.valueOf(value));
            case "quote" -> format.setQuote(character(option, value));
            case "escape" -> format.setEscape(character(option, value));
            case "comment" -> format.setCommentMarker(character(option, value));
            case "recordSeparator" -> format.setRecordSeparator(String.valueOf(value));
            case "nullString" -> format.setNullString(String.valueOf(value));
            case "header" -> header(format, value);
            case "skipHeaderRecord" -> format.setSkipHeaderRecord(Boolean.TRUE.equals(value));
            case "trim" -> format.setTrim(Boolean.TRUE.equals(value));
            case "ignoreEmptyLines" -> format.setIgnoreEmptyLines(Boolean.TRUE.equals(value));
            case "ignoreSurroundingSpaces" -> format.setIgnoreSurroundingSpaces(Boolean.TRUE.equals(value));
            case "quoteMode" -> format.setQuoteMode(QuoteMode.valueOf(String.valueOf(value)));
            default ->
                throw new StepException("bad-argument", "A CSV format has no option %s: %s".formatted(option, HELP));
        }
    }

    private static void header(CSVFormat.Builder format, @Nullable Object value) {
        format.setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW);
        if (value instanceof List<?> names) {
            format.setHeader(names.stream().map(String::valueOf).toArray(String[]::new));
        } else if (Boolean.TRUE.equals(value)) {
            format.setHeader().setSkipHeaderRecord(true);
        }
    }

    private static @Nullable Character character(String option, @Nullable Object value) throws StepException {
        if (value == null || value.toString().isEmpty()) {
            return null;
        }
        if (value.toString().length() > 1) {
            throw new StepException(
                    "bad-argument", "%s of a CSV format is one character, not '%s'".formatted(option, value));
        }
        return value.toString().charAt(0);
    }
}
