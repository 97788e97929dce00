package dev.millrace.plugins.workspace;

import dev.millrace.api.report.TestCase;
import java.util.List;
import java.util.Map;

/** How many tests ended how. */
record Totals(int passed, int failed, int skipped) {
    static Totals of(List<TestCase> cases) {
        int passed = 0;
        int failed = 0;
        int skipped = 0;
        for (var test : cases) {
            switch (test.outcome()) {
                case PASSED -> passed++;
                case FAILED, ERROR -> failed++;
                case SKIPPED -> skipped++;
            }
        }
        return new Totals(passed, failed, skipped);
    }

    int total() {
        return passed + failed + skipped;
    }

    /** Under the names that pipelines read. */
    Map<String, Object> asMap() {
        return Map.of("totalCount", total(), "failCount", failed, "skipCount", skipped, "passCount", passed);
    }
}
