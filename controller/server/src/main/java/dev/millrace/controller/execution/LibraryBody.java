package dev.millrace.controller.execution;

import dev.millrace.api.SourceReader;
import dev.millrace.api.SourceRequest;
import dev.millrace.api.step.Arguments;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepException;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.source.LibraryRules;
import dev.millrace.controller.source.LibrarySetting;
import dev.millrace.controller.source.LibrarySettings;
import dev.millrace.controller.source.LibraryTrees;
import dev.millrace.controller.source.RunLibrary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * {@code library}: finds a shared library, reads it at one exact revision and keeps its files as a tree. The outcome names revision and tree, and a replay has
 * the same. What a run was given goes before what its organization has; a source that the pipeline itself names is never trusted.
 */
record LibraryBody(StepCatalog catalog, LibrarySettings settings, LibraryTrees trees, Borrower borrower)
        implements StepBody {
    static final String NAME = "library";

    private static final List<String> DIRECTORIES = List.of("vars", "src", "resources");
    private static final int MOST_FILES = 5_000;
    private static final long LARGEST_FILE = 4L << 20;
    private static final long MOST_BYTES = 64L << 20;

    /**
     * Who loads it.
     *
     * @param organization whose libraries there are
     * @param trust of the run
     * @param given libraries that go before those
     */
    record Borrower(OrganizationId organization, String trust, List<RunLibrary> given) {
        static Borrower of(Run run) {
            return new Borrower(run.organization(), run.trust(), run.source().libraries());
        }
    }

    @Override
    public Object run(StepCall call) throws StepException, InterruptedException {
        return lend(call.arguments(), call::log);
    }

    /** @param log takes lines for people */
    Map<String, Object> lend(Arguments arguments, Consumer<String> log) throws StepException, InterruptedException {
        var identifier = arguments.text("identifier", "").strip();
        var at = identifier.indexOf('@');
        var name = at < 0 ? identifier : identifier.substring(0, at).strip();
        var version = at < 0
                ? Optional.<String>empty()
                : Optional.of(identifier.substring(at + 1).strip());
        if (name.isEmpty() || version.filter(String::isEmpty).isPresent()) {
            throw new StepException(
                    "no-such-library", "'%s' names no library: write name@version".formatted(identifier));
        }
        var retriever = arguments.map("retriever");
        if (!retriever.isEmpty()) {
            return retrieved(log, name, version, retriever);
        }
        var given = borrower.given().stream()
                .filter(library -> library.name().equals(name))
                .findFirst();
        if (given.isPresent()) {
            return given(log, given.get(), version);
        }
        var setting = settings.visible(borrower.organization(), name).orElseThrow(() -> unknown(name));
        return read(log, setting, version(setting, version));
    }

    private StepException unknown(String name) {
        var names = new TreeSet<String>();
        borrower.given().forEach(library -> names.add(library.name()));
        settings.visible(borrower.organization()).forEach(library -> names.add(library.name()));
        return new StepException(
                "no-such-library",
                "There is no library %s. %s"
                        .formatted(
                                name,
                                names.isEmpty()
                                        ? "An administrator can add it to the organization; 'millrace run --library %s=DIR' gives a run one"
                                                .formatted(name)
                                        : "There are " + String.join(", ", names)));
    }

    private static String version(LibrarySetting library, Optional<String> asked) throws StepException {
        var usual = library.defaultVersion();
        if (asked.isPresent() && !library.allowOverride() && !asked.equals(usual)) {
            throw new StepException(
                    "not-allowed",
                    "Library %s is used in version %s alone: its settings do not allow %s"
                            .formatted(library.name(), usual.orElse("?"), asked.get()));
        }
        return asked.or(() -> usual)
                .orElseThrow(() -> new StepException(
                        "no-version",
                        "Library %s has no version to use: write %s@VERSION, or give it a default version"
                                .formatted(library.name(), library.name())));
    }

    private Map<String, Object> given(Consumer<String> log, RunLibrary library, Optional<String> version)
            throws StepException, InterruptedException {
        var wanted = version.or(() -> Optional.of(library.version()).filter(text -> !text.isEmpty()));
        if (library.tree().isEmpty()) {
            return read(
                    log,
                    new LibrarySetting(
                            library.name(), LibrarySetting.GIT, library.url(), Optional.empty(), false, false, true),
                    wanted.orElse("HEAD"));
        }
        var tree = library.tree().get().hex();
        log.accept("Loading library %s as it was uploaded".formatted(library.name()));
        return outcome(library.name(), wanted.orElse("uploaded"), "tree-" + tree, false, tree, "upload");
    }

    /** {@code library identifier: 'x@1', retriever: modernSCM([$class: 'GitSCMSource', remote: '...'])}. */
    private Map<String, Object> retrieved(
            Consumer<String> log, String name, Optional<String> version, Map<?, ?> retriever)
            throws StepException, InterruptedException {
        var scm = source(retriever);
        var url = text(scm, "remote")
                .or(() -> text(scm, "url"))
                .or(() -> firstRemote(scm))
                .orElse("");
        if (borrower.trust().equals("fork")) {
            throw new StepException(
                    "not-allowed",
                    "A run of a fork may not name the source of a library: an administrator can add library " + name);
        }
        if (!LibraryRules.remote(url)) {
            throw new StepException(
                    "bad-argument",
                    "The retriever of library %s needs the remote URL of a repository (https://, ssh:// or user@host:path), not '%s'"
                            .formatted(name, url));
        }
        var kind = text(scm, "$class").orElse(LibrarySetting.GIT);
        var wanted = version.orElseThrow(() -> new StepException(
                "no-version", "Library %s has no version to use: write %s@VERSION".formatted(name, name)));
        return read(log, new LibrarySetting(name, kind, url, Optional.empty(), false, false, true), wanted);
    }

    private static Map<?, ?> source(Map<?, ?> retriever) {
        for (var field : List.of("scm", "value")) {
            if (retriever.get(field) instanceof Map<?, ?> inner) {
                return inner;
            }
        }
        return retriever;
    }

    private static Optional<String> firstRemote(Map<?, ?> scm) {
        return scm.get("userRemoteConfigs") instanceof List<?> list
                        && !list.isEmpty()
                        && list.getFirst() instanceof Map<?, ?> first
                ? text(first, "url")
                : Optional.empty();
    }

    private static Optional<String> text(Map<?, ?> map, String name) {
        return Optional.ofNullable(map.get(name)).map(Object::toString).filter(text -> !text.isBlank());
    }

    private Map<String, Object> read(Consumer<String> log, LibrarySetting library, String version)
            throws StepException, InterruptedException {
        var kind = library.kind().substring(library.kind().lastIndexOf('.') + 1);
        SourceReader reader = catalog.reader(kind)
                .orElseThrow(() -> new StepException(
                        "no-such-scm", "No plugin can read %s: is its plugin enabled?".formatted(kind)));
        log.accept("Loading library %s@%s".formatted(library.name(), version));
        var snapshot = reader.read(
                new SourceRequest(library.url(), version, DIRECTORIES, MOST_FILES, LARGEST_FILE, MOST_BYTES));
        if (snapshot.files().isEmpty()) {
            throw new StepException(
                    "no-library",
                    "Library %s has no files below vars, src or resources at %s in %s"
                            .formatted(library.name(), version, shown(library.url())));
        }
        log.accept("Library %s is at %s".formatted(library.name(), snapshot.revision()));
        return outcome(
                library.name(),
                version,
                snapshot.revision(),
                library.trusted(),
                trees.keep(snapshot.files()).hex(),
                shown(library.url()));
    }

    /** Without what stands before the host: it may be a password or a token. */
    private static String shown(String url) {
        return url.replaceFirst("//[^/]*@", "//");
    }

    private static Map<String, Object> outcome(
            String name, String version, String revision, boolean trusted, String tree, String from) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", name);
        fields.put("version", version);
        fields.put("revision", revision);
        fields.put("trusted", trusted);
        fields.put("tree", tree);
        fields.put("from", from);
        return fields;
    }
}
