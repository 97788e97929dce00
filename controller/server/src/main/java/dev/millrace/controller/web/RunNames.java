package dev.millrace.controller.web;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunState;
import dev.millrace.controller.run.RunTitle;
import dev.millrace.controller.tenant.Organization;
import dev.millrace.controller.tenant.Project;
import java.util.HashMap;
import java.util.Map;

/** Adds the names of organization and project, and what they are called, to runs; asks once for each. For one request, one thread. */
final class RunNames {
    private final Doors doors;
    private final Map<OrganizationId, String> organizations = new HashMap<>();
    private final Map<ProjectId, String> projects = new HashMap<>();

    RunNames(Doors doors) {
        this.doors = doors;
    }

    RunBody body(Run run) {
        return RunBody.of(
                run,
                organization(run.organization()),
                project(run.project()),
                // a program that has not begun has said nothing
                run.state() instanceof RunState.Accepted
                        ? RunTitle.NONE
                        : doors.runs().title(run.id()));
    }

    String organization(OrganizationId id) {
        return organizations.computeIfAbsent(
                id,
                key -> doors.tenants().organization(key).map(Organization::name).orElse("?"));
    }

    /** {@code shop #12}. */
    String title(Run run) {
        return project(run.project()) + " #" + run.number();
    }

    private String project(ProjectId id) {
        return projects.computeIfAbsent(
                id, key -> doors.tenants().project(key).map(Project::name).orElse("?"));
    }
}
