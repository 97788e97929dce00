package dev.millrace.evaluator.fence;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is allowed of one type.
 *
 * @param all everything public, but for the exceptions
 * @param names of members, with all that they are overloaded with, or with types of parameters: {@code new(java.lang.String)}
 * @param except names that are not allowed
 */
record Rule(boolean all, Set<String> names, Set<String> except) {
    static final String CONSTRUCTOR = "new";

    Rule {
        names = Set.copyOf(names);
        except = Set.copyOf(except);
    }

    /** Of the words of a line: {@code *}, names, and names behind an exclamation mark. */
    static Rule of(Iterable<String> words) {
        var names = new HashSet<String>();
        var except = new HashSet<String>();
        boolean all = false;
        for (var word : words) {
            if (word.equals("*")) {
                all = true;
            } else if (word.startsWith("!")) {
                except.add(word.substring(1));
            } else {
                names.add(word);
            }
        }
        return new Rule(all, names, except);
    }

    Rule and(Rule other) {
        var both = new HashSet<>(names);
        both.addAll(other.names);
        var neither = new HashSet<>(except);
        neither.addAll(other.except);
        return new Rule(all || other.all, both, neither);
    }

    /** Nothing of the type is left out, so that classes of pipelines may inherit all of it. */
    boolean open() {
        return all && except.isEmpty();
    }

    boolean offers(String name) {
        return !except.contains(name) && (all || names.contains(name));
    }

    boolean offers(String name, Class<?>[] parameters) {
        return offers(name) || names.contains(signature(name, parameters));
    }

    /** A member of this name is offered, if only with some parameters. */
    boolean mentions(String name) {
        return offers(name) || names.stream().anyMatch(one -> one.startsWith(name + "("));
    }

    private static String signature(String name, Class<?>[] parameters) {
        return Arrays.stream(parameters).map(Class::getTypeName).collect(Collectors.joining(",", name + "(", ")"));
    }
}
