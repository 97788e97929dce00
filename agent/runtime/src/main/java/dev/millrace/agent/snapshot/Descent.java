package dev.millrace.agent.snapshot;

import dev.millrace.agent.posix.Directory;
import dev.millrace.agent.posix.PosixFault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Goes from one directory of a workspace to the next, name by name from the top, through no link. Cheap when they are near each other. For one thread. */
final class Descent implements AutoCloseable {
    private final List<String> names = new ArrayList<>();
    private final List<Directory> open = new ArrayList<>();

    Descent(Path top) throws PosixFault {
        open.add(Directory.open(top));
    }

    /** The directory that a path is in; open until the next call. */
    Directory parentOf(String path) throws PosixFault {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? directory("") : directory(path.substring(0, slash));
    }

    Directory directory(String path) throws PosixFault {
        var wanted = path.isEmpty() ? List.<String>of() : List.of(path.split("/"));
        int shared = 0;
        while (shared < names.size()
                && shared < wanted.size()
                && names.get(shared).equals(wanted.get(shared))) {
            shared++;
        }
        while (names.size() > shared) {
            names.removeLast();
            open.removeLast().close();
        }
        for (var name : wanted.subList(shared, wanted.size())) {
            open.add(open.getLast().child(name));
            names.add(name);
        }
        return open.getLast();
    }

    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public void close() {
        open.reversed().forEach(Directory::close);
        open.clear();
    }
}
