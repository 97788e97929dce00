package dev.millrace.controller.store;

import java.nio.file.Path;

/** Where the database is. */
public sealed interface DatabaseLocation {
    /**
     * A server of the controller's own.
     *
     * @param directory its cluster, password and log; below the data directory
     * @param cache where its programs are unpacked; several controllers may share it
     */
    record Embedded(Path directory, Path cache) implements DatabaseLocation {}

    /**
     * A server that others look after, PostgreSQL 16 or newer.
     *
     * @param url {@code jdbc:postgresql://host:port/database}
     * @param user owner of the database
     * @param password of the user
     */
    record Given(String url, String user, String password) implements DatabaseLocation {
        public Given {
            if (!url.startsWith("jdbc:postgresql:")) {
                throw new IllegalArgumentException("Not a jdbc:postgresql: URL: " + url);
            }
        }

        @Override
        public String toString() {
            return "Given[url=%s, user=%s, password=***]".formatted(url, user);
        }
    }
}
