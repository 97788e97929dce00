package dev.millrace.evaluator.library;

import java.util.Optional;

/**
 * A library as pipelines name it.
 *
 * @param name of it
 * @param version behind the {@code @}, if one is said
 */
record Identifier(String name, Optional<String> version) {
    static Identifier of(String text) {
        var at = text.indexOf('@');
        return at < 0
                ? new Identifier(text.strip(), Optional.empty())
                : new Identifier(
                        text.substring(0, at).strip(),
                        Optional.of(text.substring(at + 1).strip()));
    }
}
