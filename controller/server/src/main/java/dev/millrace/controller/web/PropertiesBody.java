package dev.millrace.controller.web;

import dev.millrace.controller.tenant.ProjectProperties;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/**
 * What a pipeline says about its project, as JSON.
 *
 * @param branch of the runs that it is for; empty where they have none
 * @param parameters that runs take
 * @param properties all that is said, parameters too
 */
@Schema(name = "ProjectProperties")
record PropertiesBody(
        String branch,
        ProjectProperties.Concurrency concurrency,
        List<ParameterBody> parameters,
        List<PropertyBody> properties) {

    static PropertiesBody of(String branch, ProjectProperties said) {
        return new PropertiesBody(
                branch,
                said.concurrency(),
                said.parameters().stream()
                        .map(one -> new ParameterBody(one.kind(), one.name(), one.initial(), one.choices()))
                        .toList(),
                said.list().stream()
                        .map(one -> new PropertyBody(one.kind(), one.fields()))
                        .toList());
    }

    /** A parameter; {@code initial} is its value in a run that is not given one. */
    @Schema(name = "ParameterDefinition")
    record ParameterBody(String kind, String name, Object initial, List<String> choices) {}

    /** A property; {@code kind} is its symbol. */
    @Schema(name = "ProjectProperty")
    record PropertyBody(String kind, Map<String, Object> fields) {}
}
