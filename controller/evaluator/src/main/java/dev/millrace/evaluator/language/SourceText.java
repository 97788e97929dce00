package dev.millrace.evaluator.language;

/**
 * A source.
 *
 * @param name its last part, without ending, is the class's name: {@code vars/shop.groovy}
 * @param file as people know it, for messages; empty: the pipeline itself
 * @param text Groovy
 */
public record SourceText(String name, String file, String text) {
    /** Whether this is the run's own pipeline. */
    boolean pipeline() {
        return name.equals(Compiler.MAIN);
    }
}
