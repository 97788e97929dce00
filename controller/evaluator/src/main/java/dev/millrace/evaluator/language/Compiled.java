package dev.millrace.evaluator.language;

import dev.millrace.evaluator.declarative.Model;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline in byte code.
 *
 * @param main name of the script's class
 * @param classes byte code by class name
 * @param model of a declarative pipeline
 */
record Compiled(String main, Map<String, byte[]> classes, Optional<Model> model) {
    Compiled {
        classes = Map.copyOf(classes);
    }
}
