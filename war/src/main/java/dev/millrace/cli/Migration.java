package dev.millrace.cli;

import java.util.Comparator;
import java.util.List;

/**
 * What becomes of a file.
 *
 * @param source the file
 * @param findings in the order of the file
 * @param uses functions of libraries in the same repository that it calls
 */
record Migration(PipelineSources.Source source, List<Item> findings, List<String> uses) {
    Migration {
        findings = findings.stream()
                .sorted(Comparator.comparingInt(Item::line).thenComparing(Item::message))
                .distinct()
                .toList();
        uses = List.copyOf(uses);
    }

    /** From the best to the worst. */
    enum Verdict {
        /** Nothing stands in its way. */
        RUNS,
        /** It runs once something is there. */
        NEEDS,
        /** It has to be changed. */
        CHANGE
    }

    Verdict verdict() {
        return findings.stream()
                .map(Item::verdict)
                .max(Comparator.naturalOrder())
                .orElse(Verdict.RUNS);
    }

    /**
     * Something that stands in its way.
     *
     * @param line from 1; 0: the whole file
     * @param verdict what it means for the file
     * @param message what is there
     * @param hint what to do
     */
    record Item(int line, Verdict verdict, String message, String hint) {}
}
