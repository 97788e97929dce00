package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.ProblemRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline in byte code.
 *
 * @param main name of the script's class
 * @param classes byte code by class name
 * @param block the statement that is not Groovy
 * @param doubts what is wrong with it, and yet lets it run until it comes there
 */
record Compiled(String main, Map<String, byte[]> classes, Optional<Dialect.Block> block, List<ProblemRecord> doubts) {
    Compiled {
        classes = Map.copyOf(classes);
    }
}
