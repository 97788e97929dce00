package dev.millrace.evaluator.library;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files of a library: digests by path. Immutable. */
final class LibraryFiles {
    private static final String VARIABLES = "vars/";
    private static final String GROOVY = ".groovy";

    private final SortedMap<String, String> digests = new TreeMap<>();
    private final Set<String> variables = new TreeSet<>();

    private LibraryFiles(Tree tree) {
        for (var entry : tree.getEntriesList()) {
            if (entry.getKind() == TreeEntry.Kind.FILE) {
                digests.put(
                        entry.getPath(),
                        HexFormat.of().formatHex(entry.getDigest().toByteArray()));
                variable(entry.getPath()).ifPresent(variables::add);
            }
        }
    }

    static LibraryFiles of(byte[] tree) {
        try {
            return new LibraryFiles(Tree.parseFrom(tree));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("The files of a library cannot be read", e);
        }
    }

    private static Optional<String> variable(String path) {
        return path.startsWith(VARIABLES) && path.endsWith(GROOVY) && path.indexOf('/', VARIABLES.length()) < 0
                ? Optional.of(path.substring(VARIABLES.length(), path.length() - GROOVY.length()))
                : Optional.empty();
    }

    /** Names of the variables that it defines. */
    Set<String> variables() {
        return variables;
    }

    /** The digest of a file. */
    Optional<String> digest(String path) {
        return Optional.ofNullable(digests.get(path));
    }

    /** All paths below a directory, without it. */
    Set<String> below(String directory) {
        var names = new TreeSet<String>();
        digests.keySet().stream()
                .filter(path -> path.startsWith(directory))
                .forEach(path -> names.add(path.substring(directory.length())));
        return names;
    }
}
