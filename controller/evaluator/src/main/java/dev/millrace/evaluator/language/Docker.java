package dev.millrace.evaluator.language;

import groovy.lang.Closure;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variable {@code docker}. Each of its methods, and of the images and containers that it gives, is a call of a step; without the steps nothing of it
 * works, and says so.
 */
public final class Docker {
    /** What pipeline code calls where these steps are asked. */
    private static final Map<String, String> SPOKEN = Map.ofEntries(
            Map.entry("dockerBuild", "docker.build"),
            Map.entry("dockerPort", "container.port"),
            Map.entry("dockerPull", "image.pull"),
            Map.entry("dockerPush", "image.push"),
            Map.entry("dockerRun", "image.run"),
            Map.entry("dockerStop", "container.stop"),
            Map.entry("dockerTag", "image.tag"),
            Map.entry("withDockerContainer", "image.inside"),
            Map.entry("withDockerRegistry", "docker.withRegistry"),
            Map.entry("withDockerServer", "docker.withServer"),
            Map.entry("withDockerTool", "docker.withTool"));

    private final PipelineRun run;

    Docker(PipelineRun run) {
        this.run = run;
    }

    /** {@code docker.image('maven:3')}. */
    public DockerImage image(Object id) {
        return new DockerImage(this, id.toString());
    }

    /** {@code docker.build('shop:1')}. */
    public DockerImage build(Object image) {
        return build(image, ".");
    }

    /** {@code docker.build('shop:1', '-f Dockerfile.ci .')}. */
    public DockerImage build(Object image, Object arguments) {
        var id = image.toString();
        call("dockerBuild", named("image", id, "args", arguments.toString()));
        return new DockerImage(this, id);
    }

    /** {@code docker.withRegistry('https://registry.example.org') { }}. */
    public @Nullable Object withRegistry(@Nullable Object url, Closure<?> body) {
        return withRegistry(url, null, body);
    }

    /** {@code docker.withRegistry('https://registry.example.org', 'credentials') { }}. */
    public @Nullable Object withRegistry(@Nullable Object url, @Nullable Object credentialsId, Closure<?> body) {
        return call("withDockerRegistry", named("url", url, "credentialsId", credentialsId), body);
    }

    /** {@code docker.withServer('tcp://host:2376') { }}. */
    public @Nullable Object withServer(@Nullable Object uri, Closure<?> body) {
        return withServer(uri, null, body);
    }

    /** {@code docker.withServer('tcp://host:2376', 'credentials') { }}. */
    public @Nullable Object withServer(@Nullable Object uri, @Nullable Object credentialsId, Closure<?> body) {
        return call("withDockerServer", named("uri", uri, "credentialsId", credentialsId), body);
    }

    /** {@code docker.withTool('docker-20') { }}. */
    public @Nullable Object withTool(Object name, Closure<?> body) {
        return call("withDockerTool", named("toolName", name), body);
    }

    /** {@code docker.node { }}: runs its body on an agent. */
    public @Nullable Object node(Closure<?> body) {
        return run.invoke("node", new Object[] {body});
    }

    /** {@code docker.node('label') { }}. */
    public @Nullable Object node(Object label, Closure<?> body) {
        return run.invoke("node", new Object[] {label, body});
    }

    @Nullable
    Object call(String step, Map<String, @Nullable Object> arguments) {
        return spoken(step, new Object[] {arguments});
    }

    @Nullable
    Object call(String step, Map<String, @Nullable Object> arguments, Closure<?> body) {
        return spoken(step, new Object[] {arguments, body});
    }

    /** A failure that names the step names what people wrote. */
    private @Nullable Object spoken(String step, @Nullable Object[] values) {
        try {
            return run.invoke(known(step), values);
        } catch (Exception e) {
            throw Sneaky.thrown(e instanceof StepAbort abort ? abort.named(step, SPOKEN.getOrDefault(step, step)) : e);
        }
    }

    private String known(String step) {
        if (run.catalog().step(step).isEmpty()) {
            throw PipelineRun.failure(
                    SPOKEN.getOrDefault(step, step) + " needs a provider of containers, and there is none");
        }
        return step;
    }

    /** Names and values in turn; what is null is left out. */
    static Map<String, @Nullable Object> named(@Nullable Object... pairs) {
        var named = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != null) {
                named.put(String.valueOf(pairs[i]), String.valueOf(pairs[i + 1]));
            }
        }
        return named;
    }
}
