package dev.millrace.evaluator.language;

import java.util.Map;
import java.util.Optional;

/**
 * A pipeline in byte code.
 *
 * @param main name of the script's class
 * @param classes byte code by class name
 * @param block the statement that is not Groovy
 */
record Compiled(String main, Map<String, byte[]> classes, Optional<Dialect.Block> block) {
    Compiled {
        classes = Map.copyOf(classes);
    }
}
