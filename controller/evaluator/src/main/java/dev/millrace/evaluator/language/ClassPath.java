package dev.millrace.evaluator.language;

import java.util.Optional;
import java.util.Set;

/** Where classes are that a source names and does not define: in shared libraries. Safe for use by many threads. */
public interface ClassPath {
    /** Nothing at all. */
    ClassPath EMPTY = new ClassPath() {
        @Override
        public String key() {
            return "";
        }

        @Override
        public Optional<SourceText> source(String className) {
            return Optional.empty();
        }
    };

    /** Equal keys mean equal sources. */
    String key();

    /** Names of the variables that are there beside the classes. */
    default Set<String> variables() {
        return Set.of();
    }

    /** The source that defines a class of this full name, if there is one. */
    Optional<SourceText> source(String className);
}
