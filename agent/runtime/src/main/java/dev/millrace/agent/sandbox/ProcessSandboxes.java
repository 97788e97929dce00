package dev.millrace.agent.sandbox;

import dev.millrace.wire.proto.SandboxRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * No walls: own session, environment from nothing, the agent's user. For work that is trusted with what that user may do. The user is kept also where
 * it is root, since builds need its home, its tools' caches and files that it owns; the run's log says so.
 */
final class ProcessSandboxes implements SandboxProvider {
    private static final List<String> WINDOWS = List.of(
            "SystemRoot", "SystemDrive", "ComSpec", "PATHEXT", "windir", "USERPROFILE", "ProgramFiles", "ProgramData");

    private final ControlGroups groups;
    private final Users users;

    ProcessSandboxes(ControlGroups groups, Users users) {
        this.groups = groups;
        this.users = users;
    }

    @Override
    public String kind() {
        return "process";
    }

    @Override
    public Sandbox prepare(SandboxRequest request, SandboxPlace place) throws SandboxRefused {
        var limits = GroupLimits.of(request);
        var lacking = groups.lacking(limits);
        if (lacking.isPresent()) {
            throw new SandboxRefused(lacking.get());
        }
        if (request.getNetwork().equals("none")) {
            throw new SandboxRefused("The process sandbox cannot keep a job from the network: ask for bubblewrap");
        }
        var environment = new HashMap<String, String>();
        environment.put("PATH", value("PATH", "/usr/local/bin:/usr/bin:/bin"));
        environment.put("HOME", System.getProperty("user.home"));
        environment.put("USER", System.getProperty("user.name"));
        environment.put("LOGNAME", System.getProperty("user.name"));
        environment.put("LANG", value("LANG", "C.UTF-8"));
        environment.put("TMPDIR", place.temporary().toString());
        environment.put("WORKSPACE", place.workspace().toString());
        environment.put("WORKSPACE_TMP", place.temporary().toString());
        if (System.getProperty("os.name").startsWith("Windows")) {
            WINDOWS.forEach(name -> environment.put(name, value(name, "")));
            environment.put("TEMP", place.temporary().toString());
            environment.put("TMP", place.temporary().toString());
        }
        var notices = new ArrayList<String>();
        var user = System.getProperty("user.name");
        notices.add(
                ("The process sandbox does not separate jobs from the agent: they run as %s%s and can read its files, among them %s. "
                                + "'millrace doctor' says which sandboxes this machine could have.")
                        .formatted(
                                user,
                                user.equals("root") ? ", who may do anything," : "",
                                place.workspaces().getParent()));
        if (request.getTrust().equals("fork")) {
            notices.add("This job comes from a fork, and runs without a wall around it.");
        }
        return new ProcessSandbox(
                Map.copyOf(environment), List.copyOf(notices), place, limits, request.getDiskBytes(), groups, users);
    }

    private static String value(String name, String otherwise) {
        var value = System.getenv(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }
}
