package dev.millrace.plugins.git;

import dev.millrace.api.SourceReader;
import dev.millrace.api.SourceRequest;
import dev.millrace.api.SourceSnapshot;
import dev.millrace.api.step.StepException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.jspecify.annotations.Nullable;

/**
 * Reads commits of git repositories in the controller. No process, no hook, no filter, no submodule, no setting of the machine's own git takes part; what was
 * fetched is on disk while it is read, never in memory as a whole.
 */
final class GitReader implements SourceReader {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{7,64}");
    private static final int WHOLE_HASH = 40;

    private final RecentSnapshots recent = new RecentSnapshots();

    @Override
    public Set<String> symbols() {
        return Set.of("GitSCMSource", "gitSource", "GitSCM", "scmGit", "git", "github", "GitHubSCMSource", "gitSCM");
    }

    @Override
    public SourceSnapshot read(SourceRequest request) throws StepException, InterruptedException {
        var url = GitUrl.of(request.url());
        try (var mirror = Mirror.open(new URIish(url.text()))) {
            var advertised = wanted(mirror, request.version());
            if (advertised.isPresent()) {
                var known = recent.get(request, advertised.get().commit().name());
                if (known.isPresent()) {
                    return known.get();
                }
                mirror.fetch(advertised.get().name(), 1);
                return snapshot(mirror.repository(), advertised.get().commit(), request);
            }
            return snapshot(mirror.repository(), commit(mirror, request), request);
        } catch (TransportException e) {
            throw new StepException(
                    "git-failed",
                    "Could not read %s: %s. A private repository needs credentials, which the controller does not have"
                            .formatted(GitUrl.shown(url.text()), GitUrl.shown(String.valueOf(e.getMessage()))));
        } catch (IOException | URISyntaxException e) {
            throw new StepException(
                    "git-failed",
                    "Could not read %s: %s"
                            .formatted(GitUrl.shown(url.text()), GitUrl.shown(String.valueOf(e.getMessage()))));
        }
    }

    /** The branch, else the tag, of this name. */
    private static Optional<Advertised> wanted(Mirror mirror, String version) {
        var names = version.equals(Constants.HEAD) || version.startsWith("refs/")
                ? new String[] {version}
                : new String[] {Constants.R_HEADS + version, Constants.R_TAGS + version};
        for (var name : names) {
            var ref = mirror.advertised().get(name);
            var commit = ref == null ? null : commitOf(ref);
            if (commit != null) {
                return Optional.of(new Advertised(name, commit));
            }
        }
        return Optional.empty();
    }

    /** What a reference points at; nothing where it names a branch without a commit, as HEAD of a new repository does. */
    private static @Nullable ObjectId commitOf(Ref ref) {
        return ref.getPeeledObjectId() == null ? ref.getObjectId() : ref.getPeeledObjectId();
    }

    private static ObjectId commit(Mirror mirror, SourceRequest request) throws IOException, StepException {
        var version = request.version();
        if (HASH.matcher(version).matches()) {
            if (version.length() == WHOLE_HASH && mirror.fetched(version)) {
                return ObjectId.fromString(version);
            }
            mirror.fetchAll();
            var found = mirror.repository().resolve(version + "^{commit}");
            if (found != null) {
                return found;
            }
        }
        throw new StepException(
                "no-such-version",
                "%s has no branch, tag or commit %s. It has %s"
                        .formatted(GitUrl.shown(request.url()), version, mirror.names(version)));
    }

    private SourceSnapshot snapshot(Repository repository, ObjectId commit, SourceRequest request)
            throws IOException, StepException, InterruptedException {
        var files = new TreeMap<String, byte[]>();
        long bytes = 0;
        try (var walk = new RevWalk(repository);
                var tree = new TreeWalk(repository)) {
            var peeled = walk.parseCommit(commit);
            tree.addTree(peeled.getTree());
            tree.setRecursive(true);
            if (!request.directories().isEmpty()) {
                tree.setFilter(PathFilterGroup.createFromStrings(request.directories()));
            }
            while (tree.next()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("No longer wanted");
                }
                if (!FileMode.REGULAR_FILE.equals(tree.getFileMode(0))
                        && !FileMode.EXECUTABLE_FILE.equals(tree.getFileMode(0))) {
                    continue;
                }
                var loader = repository.open(tree.getObjectId(0), Constants.OBJ_BLOB);
                var path = tree.getPathString();
                bytes += loader.getSize();
                if (loader.getSize() > request.limitFileBytes()) {
                    throw tooLarge(
                            request,
                            "%s has %d bytes, the limit is %d"
                                    .formatted(path, loader.getSize(), request.limitFileBytes()));
                }
                if (bytes > request.limitBytes() || files.size() >= request.limitFiles()) {
                    throw tooLarge(
                            request,
                            "it has more than %d files or %d bytes"
                                    .formatted(request.limitFiles(), request.limitBytes()));
                }
                files.put(path, loader.getBytes(Math.toIntExact(request.limitFileBytes())));
            }
            var snapshot = new SourceSnapshot(peeled.name(), files);
            recent.put(request, snapshot, bytes);
            return snapshot;
        }
    }

    private static StepException tooLarge(SourceRequest request, String what) {
        return new StepException(
                "too-large",
                "%s at %s is too large: %s".formatted(GitUrl.shown(request.url()), request.version(), what));
    }

    /** A branch or tag of the remote side and the commit it has there. */
    private record Advertised(String name, ObjectId commit) {}
}
