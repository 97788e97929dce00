package dev.millrace.evaluator.language;

import groovy.lang.Closure;
import org.jspecify.annotations.Nullable;

/** What {@code docker.image} and {@code docker.build} give. */
public final class DockerImage {
    /** As the pipeline named it. */
    public final String id;

    private final Docker docker;

    DockerImage(Docker docker, String id) {
        this.docker = docker;
        this.id = id;
    }

    /** As the pipeline named it. */
    public String getId() {
        return id;
    }

    /** The name by which it can be run. */
    public String imageName() {
        return id;
    }

    /** {@code image.inside { }}: runs the steps of its body in a container. */
    public @Nullable Object inside(Closure<?> body) {
        return inside("", body);
    }

    /** {@code image.inside('-v /a:/b') { }}. */
    public @Nullable Object inside(@Nullable Object arguments, Closure<?> body) {
        return docker.call("withDockerContainer", Docker.named("image", id, "args", arguments), body);
    }

    /** {@code image.pull()}. */
    public void pull() {
        docker.call("dockerPull", Docker.named("image", id));
    }

    /** {@code image.push()}. */
    public void push() {
        push(null);
    }

    /** {@code image.push('latest')}. */
    public void push(@Nullable Object tag) {
        push(tag, true);
    }

    /** {@code image.push('latest', false)}: fails where the tag is there. */
    public void push(@Nullable Object tag, boolean force) {
        docker.call("dockerPush", Docker.named("image", id, "tag", tag, "force", force));
    }

    /** {@code image.tag('latest')}. */
    public void tag(@Nullable Object tag) {
        tag(tag, true);
    }

    /** {@code image.tag('latest', false)}: fails where the tag is there. */
    public void tag(@Nullable Object tag, boolean force) {
        docker.call("dockerTag", Docker.named("image", id, "tag", tag, "force", force));
    }

    /** {@code image.run()}: starts a container. */
    public DockerContainer run() {
        return run("", "");
    }

    /** {@code image.run('-p 80:80')}. */
    public DockerContainer run(@Nullable Object arguments) {
        return run(arguments, "");
    }

    /** {@code image.run('-p 80:80', 'serve')}. */
    public DockerContainer run(@Nullable Object arguments, @Nullable Object command) {
        var container = docker.call("dockerRun", Docker.named("image", id, "args", arguments, "command", command));
        return new DockerContainer(docker, container == null ? id : container.toString());
    }

    /** {@code image.withRun { c -> }}: a container that runs while the body does. */
    public @Nullable Object withRun(Closure<?> body) {
        return withRun("", "", body);
    }

    /** {@code image.withRun('-p 80:80') { c -> }}. */
    public @Nullable Object withRun(@Nullable Object arguments, Closure<?> body) {
        return withRun(arguments, "", body);
    }

    /** {@code image.withRun('-p 80:80', 'serve') { c -> }}. */
    public @Nullable Object withRun(@Nullable Object arguments, @Nullable Object command, Closure<?> body) {
        var container = run(arguments, command);
        try {
            return body.call(container);
        } finally {
            container.stop();
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
