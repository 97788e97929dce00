package dev.millrace.controller.tenant;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the pipeline of a project last said about the project: {@code properties([...])}, or the options, parameters and triggers of a declarative
 * pipeline. Each time the whole list is said, so that what is not in it any more is gone.
 */
public record ProjectProperties(List<Property> list) {
    /** A pipeline that says nothing. */
    public static final ProjectProperties NONE = new ProjectProperties(List.of());

    /** A week, in seconds. */
    private static final long MOST_QUIET = 604_800;

    public ProjectProperties {
        list = List.copyOf(list);
    }

    /** Of what a pipeline said: maps with a {@code $class}, a symbol or a class of Jenkins. */
    public static ProjectProperties of(List<?> said) {
        return new ProjectProperties(PropertyReader.read(said));
    }

    /** The property of a kind. */
    public Optional<Property> property(String kind) {
        return list.stream().filter(one -> one.kind().equals(kind)).findFirst();
    }

    /** Parameters of the project's runs; empty: the pipeline has none, or has not said. */
    public List<Parameter> parameters() {
        return property("parameters").map(PropertyReader::parameters).orElse(List.of());
    }

    /** What becomes of a run that is started while one before it goes on. */
    public Concurrency concurrency() {
        return property("disableConcurrentBuilds")
                .map(one -> Boolean.TRUE.equals(one.fields().get("abortPrevious"))
                        ? Concurrency.ABORT_PREVIOUS
                        : Concurrency.WAIT)
                .orElse(Concurrency.TOGETHER);
    }

    /** How long its runs wait before they begin. */
    public Duration quietPeriod() {
        return property("quietPeriod")
                .map(one ->
                        one.fields().getOrDefault("quietPeriod", one.fields().get("value")))
                .map(said -> said instanceof Number seconds
                        ? Duration.ofSeconds(Math.clamp(seconds.longValue(), 0, MOST_QUIET))
                        : Duration.ZERO)
                .orElse(Duration.ZERO);
    }

    /** How often its runs begin; empty: as often as they are triggered. */
    public Optional<Rate> rate() {
        return property("rateLimitBuilds")
                .or(() -> property("rateLimit"))
                .map(one -> one.fields().getOrDefault("throttle", one.fields().get("value")))
                .flatMap(Rate::of);
    }

    /** Of runs with equal values of some parameters only one goes at a time; of all parameters where none is named; empty: they go together. */
    public Optional<Set<String>> oneAtATimeBy() {
        return property("throttleJobProperty")
                .filter(one -> !Boolean.FALSE.equals(one.fields().get("throttleEnabled"))
                        && Boolean.TRUE.equals(one.fields().get("limitOneJobWithMatchingParams")))
                .map(one -> String.valueOf(one.fields().getOrDefault("paramsToUseForLimit", "")))
                .map(names -> Pattern.compile("[,\\s]+")
                        .splitAsStream(names)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet()));
    }

    /** Of the project's jobs and locks; larger goes first. */
    public int priority() {
        return property("priority")
                .map(one -> one.fields().getOrDefault("priority", one.fields().get("value")))
                .map(said -> said instanceof Number number ? number.intValue() : 0)
                .orElse(0);
    }

    /** The state of a workspace is kept before each step that follows one which changed it, and not only before stages. */
    public boolean snapshotsBeforeSteps() {
        return property("snapshots")
                .map(one -> "step"
                        .equals(one.fields().getOrDefault("before", one.fields().get("value"))))
                .orElse(false);
    }

    /**
     * One of them.
     *
     * @param kind its symbol: {@code parameters}, {@code disableConcurrentBuilds}, {@code buildDiscarder}, {@code pipelineTriggers}, ...
     * @param fields what is said in it
     */
    public record Property(String kind, Map<String, Object> fields) {
        public Property {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /**
     * A parameter of the project's runs.
     *
     * @param kind its symbol: {@code string}, {@code booleanParam}, ...
     * @param initial value of a run that is not given one
     * @param choices values that there are; empty: any
     */
    public record Parameter(String kind, String name, Object initial, List<String> choices) {
        public Parameter {
            choices = List.copyOf(choices);
        }
    }

    /** Runs of one branch at the same time. */
    public enum Concurrency {
        TOGETHER,
        WAIT,
        ABORT_PREVIOUS
    }
}
