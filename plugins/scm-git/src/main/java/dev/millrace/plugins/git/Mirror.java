package dev.millrace.plugins.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FileUtils;
import org.eclipse.jgit.util.SystemReader;

/** What was fetched of a repository: a bare one of our own, gone when it is closed. */
final class Mirror implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final int NAMES_SHOWN = 10;
    private static final String KEPT = "refs/read/";

    private final Path directory;
    private final Repository repository;
    private final URIish url;
    private final Map<String, Ref> advertised;

    private Mirror(Path directory, Repository repository, URIish url) throws IOException {
        this.directory = directory;
        this.repository = repository;
        this.url = url;
        try (var transport = transport();
                var connection = transport.openFetch()) {
            advertised = Map.copyOf(connection.getRefsMap());
        }
    }

    /** Asks a repository what it has. */
    static Mirror open(URIish url) throws IOException {
        NoMachineSettings.apply();
        var directory = Files.createTempDirectory("millrace-git-");
        var repository = new FileRepository(directory.toFile());
        try {
            repository.create(true);
            return new Mirror(directory, repository, url);
        } catch (IOException | RuntimeException e) {
            repository.close();
            delete(directory);
            throw e;
        }
    }

    private Transport transport() throws IOException {
        var transport = Transport.open(repository, url);
        transport.setTimeout(PATIENCE_SECONDS);
        transport.setTagOpt(TagOpt.NO_TAGS);
        return transport;
    }

    Repository repository() {
        return repository;
    }

    /** Branches and tags that the repository has, by full name. */
    Map<String, Ref> advertised() {
        return advertised;
    }

    /** Fetches a branch, a tag or a commit, with so much history. */
    void fetch(String name, int depth) throws IOException {
        try (var transport = transport()) {
            transport.setDepth(depth);
            transport.fetch(NullProgressMonitor.INSTANCE, List.of(new RefSpec("+" + name + ":" + KEPT + "wanted")));
        }
    }

    /** Fetches one commit, where the server gives single ones. */
    boolean fetched(String commit) throws IOException {
        try {
            fetch(commit, 1);
            return true;
        } catch (TransportException e) {
            return false;
        }
    }

    /** Fetches all branches and tags with all their history. */
    void fetchAll() throws IOException {
        try (var transport = transport()) {
            transport.fetch(
                    NullProgressMonitor.INSTANCE,
                    List.of(
                            new RefSpec("+" + Constants.R_HEADS + "*:" + KEPT + "heads/*"),
                            new RefSpec("+" + Constants.R_TAGS + "*:" + KEPT + "tags/*")));
        }
    }

    /** Some names of branches and tags, those that begin like the one that was looked for first. */
    String names(String like) {
        var names = new TreeSet<String>(Comparator.comparing((String name) -> common(name, like) == 0)
                .thenComparing(Comparator.naturalOrder()));
        for (var name : advertised.keySet()) {
            if (name.startsWith(Constants.R_HEADS) || name.startsWith(Constants.R_TAGS)) {
                names.add(Repository.shortenRefName(name));
            }
        }
        var shown = names.stream().limit(NAMES_SHOWN).toList();
        return shown.isEmpty()
                ? "no branches at all"
                : String.join(", ", shown) + (names.size() > NAMES_SHOWN ? ", ..." : "");
    }

    private static int common(String one, String other) {
        var length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }

    @Override
    public void close() {
        repository.close();
        delete(directory);
    }

    private static void delete(Path directory) {
        try {
            FileUtils.delete(directory.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
        } catch (IOException e) {
            throw new UncheckedIOException("What was fetched could not be deleted: " + directory, e);
        }
    }

    /** The reader of settings is one for all of JGit, which this plugin has for itself. */
    private static final class NoMachineSettings {
        static void apply() {
            if (!(SystemReader.getInstance() instanceof PlainSystem)) {
                SystemReader.setInstance(new PlainSystem(SystemReader.getInstance()));
            }
        }
    }
}
