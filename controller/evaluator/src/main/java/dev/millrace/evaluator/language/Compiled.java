package dev.millrace.evaluator.language;

import java.util.Map;

/**
 * A pipeline in byte code.
 *
 * @param main name of the script's class
 * @param classes byte code by class name
 */
record Compiled(String main, Map<String, byte[]> classes) {
    Compiled {
        classes = Map.copyOf(classes);
    }
}
