package dev.millrace.controller.web;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.store.Write;
import dev.millrace.controller.tenant.ProjectProperties;
import dev.millrace.controller.tenant.RunLimits;
import dev.millrace.controller.tenant.Settings;
import java.util.concurrent.ConcurrentHashMap;
import java.util.List;
import java.util.Map;

/** The branch main of every project says the same. */
final class FakeSettings implements Settings {
    private final Map<OrganizationId, RunLimits> limits = new ConcurrentHashMap<>();
    @Override
    public ProjectProperties of(ProjectId project, String branch) {
        return branch.equals("main")
                ? ProjectProperties.of(List.of(
                        Map.of("$class", "disableConcurrentBuilds"),
                        Map.of(
                                "$class",
                                "parameters",
                                "value",
                                List.of(Map.of("$class", "string", "name", "TARGET", "defaultValue", "test")))))
                : ProjectProperties.NONE;
    }

    @Override
    public Map<String, ProjectProperties> ofProject(ProjectId project) {
        return Map.of("main", of(project, "main"));
    }

    @Override
    public Write<?> change(ProjectId project, String branch, long run, ProjectProperties said) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void changed(ProjectId project, String branch) {}

    @Override
    public RunLimits limits(OrganizationId organization) {
        return limits.getOrDefault(organization, RunLimits.USUAL);
    }

    @Override
    public void limit(OrganizationId organization, RunLimits changed) {
        limits.put(organization, changed);
    }
}
