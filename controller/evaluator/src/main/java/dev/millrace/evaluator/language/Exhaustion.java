package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.ProblemRecord;

/** What the virtual machine ran out of under a program. */
final class Exhaustion {
    /** How the process ends where it is not sure who took its memory: its runs are begun again elsewhere, and those that are suspected each alone. */
    static final int OUT_OF_MEMORY = 3;

    private static final double ITS_OWN = 0.5;

    private Exhaustion() {}

    /** What to say of a program that ended so. Does not return where the memory is still full without it: others hold it. */
    static ProblemRecord.Builder of(VirtualMachineError error) {
        if (error instanceof StackOverflowError) {
            return ProblemRecord.newBuilder()
                    .setMessage("The pipeline calls itself too deeply: there is no room for another call")
                    .setHint("Make the recursion end, or write it as a loop");
        }
        var runtime = Runtime.getRuntime();
        System.gc();
        if (runtime.totalMemory() - runtime.freeMemory() > ITS_OWN * runtime.maxMemory()) {
            runtime.halt(OUT_OF_MEMORY);
        }
        return ProblemRecord.newBuilder()
                .setMessage("The pipeline wants more memory than there is: all pipelines of its evaluator have %d MiB"
                        .formatted(runtime.maxMemory() >> 20))
                .setHint("Keep large data in files, and work on it in steps");
    }
}
