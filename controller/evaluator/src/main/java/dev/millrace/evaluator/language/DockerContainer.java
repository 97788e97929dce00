package dev.millrace.evaluator.language;

import org.jspecify.annotations.Nullable;

/** A container that {@code image.run} started. */
public final class DockerContainer {
    /** Docker's name for it. */
    public final String id;

    private final Docker docker;

    DockerContainer(Docker docker, String id) {
        this.docker = docker;
        this.id = id;
    }

    /** Docker's name for it. */
    public String getId() {
        return id;
    }

    /** Stops and removes it. */
    public void stop() {
        docker.call("dockerStop", Docker.named("container", id));
    }

    /** Where a port of it is reached: {@code host:port}. */
    public @Nullable Object port(int port) {
        return docker.call("dockerPort", Docker.named("container", id, "port", port));
    }

    @Override
    public String toString() {
        return id;
    }
}
