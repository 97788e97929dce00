package dev.millrace.bench;

import java.io.IOException;

/** The memory of a stand's controller and of its evaluators, whenever it is looked at: proportional set sizes, which a heap is a part of. */
final class StandMemory {
    private static final double MEBIBYTE = 1 << 20;

    private final Stand stand;
    private Sizes most = new Sizes(0, 0);

    /** In MiB. */
    record Sizes(double controller, double evaluators) {}

    StandMemory(Stand stand) {
        this.stand = stand;
    }

    /** What they have now. */
    Sizes look() throws IOException {
        double evaluators = 0;
        for (var process : stand.processes("dev.millrace.evaluator.EvaluatorMain")) {
            evaluators += Machine.proportionalMemory(process.pid()) / MEBIBYTE;
        }
        double controller = Machine.proportionalMemory(stand.controller().pid()) / MEBIBYTE;
        most = new Sizes(Math.max(most.controller(), controller), Math.max(most.evaluators(), evaluators));
        return new Sizes(controller, evaluators);
    }

    /** The most that each had when it was looked at. */
    Sizes most() {
        return most;
    }
}
