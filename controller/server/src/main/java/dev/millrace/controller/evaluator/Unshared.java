package dev.millrace.controller.evaluator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Walls by {@code unshare}, for machines without bubblewrap: the same namespaces, a root of read-only mounts in memory, and a second user namespace in
 * which nothing is held over the first.
 *
 * @param root an empty directory to mount on
 */
record Unshared(Path root) implements Walls {
    private static final String SCRIPT = """
            set -e
            root=$1; shift
            place() { case "$1" in */) mkdir -p "$root$1" ;; *) mkdir -p "$root${1%/*}"; : >"$root$1" ;; esac; }
            mount -t tmpfs -o size=1m,mode=755,nosuid,nodev none "$root"
            while [ "$1" != -- ]; do
              at=$2; [ ! -d "$1" ] || at=$2/
              place "$at"
              mount --bind "$1" "$root$2"
              shift 2
            done
            shift
            mkdir -p "$root/proc" "$root/tmp"
            mount -t proc -o nosuid,nodev,noexec none "$root/proc"
            for link in lib lib64; do [ ! -L "/$link" ] || ln -s "$(readlink "/$link")" "$root/$link"; done
            mount -o remount,ro,nosuid,nodev "$root"
            program=$(command -v unshare)
            unset PATH PWD OLDPWD
            exec "$program" --user --map-user=65534 --map-group=65534 --root="$root" --wd=/tmp -- "$@"
            """;

    Unshared {
        root = root.toAbsolutePath();
    }

    @Override
    public String name() {
        return "namespaces";
    }

    @Override
    public List<String> around(List<String> command, VisibleFiles files) {
        var walled = new ArrayList<>(List.of(
                "/usr/bin/env",
                "PATH=/usr/bin:/bin:/usr/sbin:/sbin",
                "setpriv",
                "--pdeathsig",
                "KILL",
                "--no-new-privs",
                "unshare",
                "--user",
                "--map-root-user",
                "--net",
                "--mount",
                "--pid",
                "--ipc",
                "--uts",
                "--fork",
                "--kill-child",
                "--",
                "/bin/sh",
                "-c",
                SCRIPT,
                "sh",
                root.toString()));
        files.at().forEach((at, here) -> walled.addAll(List.of(here.toString(), at.toString())));
        for (var device : List.of("/dev/null", "/dev/random", "/dev/urandom")) {
            walled.addAll(List.of(device, device));
        }
        walled.add("--");
        walled.addAll(command);
        return walled;
    }
}
