package dev.millrace.controller.evaluator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Walls by bubblewrap: namespaces of everything, an empty read-only root with only what is named in it, no capability, gone with the thread that started
 * it.
 *
 * @param program bubblewrap's
 * @param setpriv with which it first becomes a user who owns nothing, as only root can; empty: it stays who it is
 */
record Bubblewrap(Path program, Optional<Path> setpriv) implements Walls {
    private static final String NOBODY = "65534";
    private static final List<String> DEVICES = List.of("/dev/null", "/dev/random", "/dev/urandom");

    @Override
    public String name() {
        return setpriv.isPresent() ? "bubblewrap, as a user who owns nothing" : "bubblewrap";
    }

    @Override
    public List<String> around(List<String> command, VisibleFiles files) {
        var walled = new ArrayList<String>();
        setpriv.ifPresent(path -> walled.addAll(
                List.of(path.toString(), "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--no-new-privs")));
        walled.addAll(List.of(
                program.toString(),
                "--unshare-all",
                "--unshare-user",
                "--uid",
                NOBODY,
                "--gid",
                NOBODY,
                "--die-with-parent",
                "--new-session",
                "--cap-drop",
                "ALL",
                "--clearenv",
                "--hostname",
                "evaluator"));
        files.links().forEach((at, target) -> walled.addAll(List.of("--symlink", target.toString(), at.toString())));
        files.at().forEach((at, here) -> walled.addAll(List.of("--ro-bind", here.toString(), at.toString())));
        walled.addAll(List.of("--proc", "/proc", "--dir", "/tmp", "--chdir", "/tmp"));
        DEVICES.forEach(device -> walled.addAll(List.of("--dev-bind", device, device)));
        walled.addAll(List.of("--remount-ro", "/", "--"));
        walled.addAll(command);
        return walled;
    }
}
