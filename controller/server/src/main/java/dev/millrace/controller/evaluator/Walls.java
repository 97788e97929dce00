package dev.millrace.controller.evaluator;

import java.util.List;

/** Puts a command behind namespaces: no network, no files but those that are named, no other processes. */
interface Walls {
    /** What holds it, for people. */
    String name();

    /** There are any. */
    default boolean stand() {
        return true;
    }

    /** The command that starts this one behind the walls. */
    List<String> around(List<String> command, VisibleFiles files);

    /** None. */
    Walls NONE = new Walls() {
        @Override
        public String name() {
            return "a process of the controller's user";
        }

        @Override
        public boolean stand() {
            return false;
        }

        @Override
        public List<String> around(List<String> command, VisibleFiles files) {
            return command;
        }
    };
}
