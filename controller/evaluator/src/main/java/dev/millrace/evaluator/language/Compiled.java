package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.ProblemRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A source in byte code.
 *
 * @param main name of the script's class; of the first class where it is no script
 * @param own classes of the source itself, by name
 * @param shared classes of libraries that it needs, by name
 * @param blocks the statements that are not Groovy, in the order of the source
 * @param lasting classes that all runs of it use; empty where each run has its own
 * @param doubts what is wrong with it, and yet lets it run until it comes there
 */
record Compiled(
        String main,
        Map<String, ClassFile> own,
        Map<String, ClassFile> shared,
        List<Dialect.Block> blocks,
        Optional<Lasting> lasting,
        List<ProblemRecord> doubts) {
    Compiled {
        own = Map.copyOf(own);
        shared = Map.copyOf(shared);
        blocks = List.copyOf(blocks);
    }

    /**
     * A class.
     *
     * @param file that defines it, as people know it; empty: the pipeline
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record ClassFile(String file, byte[] bytes) {}
}
