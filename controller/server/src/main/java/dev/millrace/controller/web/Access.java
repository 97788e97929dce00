package dev.millrace.controller.web;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.base.UserError.Kind;
import dev.millrace.controller.identity.Identities.Caller;
import dev.millrace.controller.identity.Identities.Role;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.tenant.Organization;
import dev.millrace.controller.tenant.Project;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a caller may see and do. What belongs to an organization that a caller cannot see is, to that caller, not there. */
final class Access {
    static final String DEFAULT_ORGANIZATION = "default";

    private final Doors doors;

    Access(Doors doors) {
        this.doors = doors;
    }

    List<Organization> organizations(Caller caller) {
        return doors.tenants().organizations().stream()
                .filter(organization -> caller.may(Role.VIEWER, organization.id()))
                .toList();
    }

    /** The organization of a name; without one the only visible one, or the one that is named {@code default}. */
    Organization organization(Caller caller, @Nullable String name, Role needed) {
        var visible = organizations(caller);
        var wanted = name == null ? DEFAULT_ORGANIZATION : name;
        var found = visible.stream()
                .filter(organization -> organization.name().equals(wanted))
                .findFirst();
        if (found.isEmpty() && name == null && visible.size() == 1) {
            found = visible.stream().findFirst();
        }
        var organization = found.orElseThrow(() -> new UserError(
                name == null ? Kind.INVALID : Kind.NOT_FOUND,
                name == null ? "Which organization is not said" : "There is no organization '%s'".formatted(name),
                visible.isEmpty()
                        ? "An administrator can add you to one"
                        : "Yours are "
                                + String.join(
                                        ", ",
                                        visible.stream().map(Organization::name).toList())));
        require(caller, needed, organization.id());
        return organization;
    }

    Run run(Caller caller, long id, Role needed) {
        var run = (id > 0 ? doors.runs().find(new RunId(id)) : Optional.<Run>empty())
                .filter(found -> caller.may(Role.VIEWER, found.organization()))
                .orElseThrow(() -> new UserError(Kind.NOT_FOUND, "There is no run " + id, ""));
        require(caller, needed, run.organization());
        return run;
    }

    Project project(Caller caller, long id, Role needed) {
        var project = (id > 0 ? doors.tenants().project(new ProjectId(id)) : Optional.<Project>empty())
                .filter(found -> caller.may(Role.VIEWER, found.organization()))
                .orElseThrow(() -> new UserError(Kind.NOT_FOUND, "There is no project " + id, ""));
        require(caller, needed, project.organization());
        return project;
    }

    void require(Caller caller, Role needed, OrganizationId organization) {
        if (!caller.may(needed, organization)) {
            throw new UserError(
                    Kind.FORBIDDEN,
                    "This needs the role %s in the organization".formatted(needed),
                    "An administrator of the organization can give it");
        }
    }

    static void requireAdmin(Caller caller) {
        if (!caller.admin()) {
            throw new UserError(
                    Kind.FORBIDDEN, "This needs an administrator of the installation", "Use an administrator's token");
        }
    }

    /** For what belongs to no organization, such as uploads: a developer of any. */
    static void requireDeveloper(Caller caller) {
        if (!caller.admin()
                && caller.roles().values().stream().noneMatch(role -> role.compareTo(Role.DEVELOPER) >= 0)) {
            throw new UserError(
                    Kind.FORBIDDEN,
                    "This needs the role DEVELOPER in some organization",
                    "An administrator can give it");
        }
    }
}
