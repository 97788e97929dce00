package dev.millrace.api.report;

import java.util.Optional;

/** What runs checked out. */
public interface Revisions {
    /** Remembers nothing. */
    Revisions NONE = new Revisions() {
        @Override
        public Optional<String> before(String source) {
            return Optional.empty();
        }

        @Override
        public void checkedOut(CheckedOut what) {}
    };

    /** The revision that the run before, of the same project and branch, checked out of a source; empty where there is none. */
    Optional<String> before(String source);

    /** Keeps what was checked out; repeated after a crash it replaces what this step said before. */
    void checkedOut(CheckedOut what);
}
