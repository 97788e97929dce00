package dev.millrace.evaluator.library;

import dev.millrace.evaluator.language.Announcements;
import dev.millrace.evaluator.language.Announcements.Announcement;
import dev.millrace.evaluator.language.Arguments;
import dev.millrace.evaluator.language.ClassPath;
import dev.millrace.evaluator.language.Contents;
import dev.millrace.evaluator.language.Libraries;
import dev.millrace.evaluator.language.Nearest;
import dev.millrace.evaluator.language.PipelineRun;
import dev.millrace.evaluator.language.Refused;
import dev.millrace.evaluator.language.SourceText;
import dev.millrace.wire.proto.ProblemRecord;
import hudson.AbortException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The shared libraries of one run, asked of the controller by the step {@code library}. */
public final class SharedLibraries implements Libraries {
    private final PipelineRun run;
    private final Snapshots snapshots;
    private final List<Loaded> loaded = new ArrayList<>();

    private SharedLibraries(PipelineRun run, Snapshots snapshots) {
        this.run = run;
        this.snapshots = snapshots;
    }

    /** For all runs of a process. */
    public static Libraries.Factory ofProcess() {
        Function<Contents, Snapshots> snapshots = Snapshots.ofProcess();
        return (run, contents) -> new SharedLibraries(run, snapshots.apply(contents));
    }

    @Override
    public void begin(SourceText pipeline) throws Refused {
        var problems = new ArrayList<ProblemRecord>();
        if (run.fact("implicitLibraries") instanceof Collection<?> names) {
            for (var name : names) {
                begin(pipeline, new Announcement(String.valueOf(name), 0, 0), true, problems);
            }
        }
        for (var announced : Announcements.in(pipeline.text())) {
            begin(pipeline, announced, false, problems);
        }
        if (!problems.isEmpty()) {
            throw new Refused(problems);
        }
    }

    private void begin(SourceText pipeline, Announcement announced, boolean implicit, List<ProblemRecord> problems) {
        var problem = ProblemRecord.newBuilder()
                .setFile(pipeline.file())
                .setLine(announced.line())
                .setColumn(announced.column());
        if (announced.identifier().isBlank()) {
            problems.add(problem.setMessage("The name of a library has to be written out here: nothing is computed yet")
                    .setHint("Write it out, or load it with the step library")
                    .build());
            return;
        }
        try {
            var named = new LinkedHashMap<String, @Nullable Object>();
            named.put("identifier", announced.identifier());
            if (implicit) {
                named.put("implicit", true);
            }
            load(Identifier.of(announced.identifier()), named, implicit);
        } catch (Exception e) {
            if (!(e instanceof AbortException)) {
                throw e;
            }
            problems.add(problem.setMessage(String.valueOf(e.getMessage())).build());
        }
    }

    @Override
    public @Nullable Object load(Arguments arguments) {
        var identifier = arguments.text("identifier");
        if (identifier == null || identifier.isBlank()) {
            throw new IllegalArgumentException("library needs a name: library('shop@1.2')");
        }
        return new LibraryObject(
                run, load(Identifier.of(identifier), arguments.named(), false).name(), "");
    }

    /** Loads a library, or gives the one that the run has of this name; a run has one version of it. */
    private Loaded load(Identifier wanted, Map<String, @Nullable Object> named, boolean implicit) {
        for (var there : loaded) {
            if (there.name().equals(wanted.name())) {
                wanted.version()
                        .filter(version -> !implicit && !version.equals(there.version()))
                        .ifPresent(version -> {
                            throw PipelineRun.failure(
                                    "Library %s is loaded in version %s already (%s): a run has one version of a library, it cannot have %s too"
                                            .formatted(there.name(), there.version(), there.revision(), version));
                        });
                return there;
            }
        }
        var outcome = run.asked("library", named);
        if (!(outcome instanceof Map<?, ?> map)) {
            throw new IllegalStateException("The outcome of library is not a map: " + outcome);
        }
        var fields = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((name, value) -> fields.put(String.valueOf(name), value));
        var library = Loaded.of(fields, snapshots);
        loaded.add(library);
        return library;
    }

    @Override
    public ClassPath classPath() {
        return new LibraryClasses(List.copyOf(loaded), snapshots);
    }

    @Override
    public Optional<SourceText> variable(String name) {
        var path = "vars/" + name + ".groovy";
        return loaded.stream()
                .flatMap(library -> library.files().digest(path).stream())
                .findFirst()
                .map(digest -> new SourceText(path, path, snapshots.text(digest)));
    }

    @Override
    public Set<String> variables() {
        var names = new TreeSet<String>();
        loaded.forEach(library -> names.addAll(library.files().variables()));
        return names;
    }

    @Override
    public Object resource(Arguments arguments) {
        var name = String.valueOf(arguments.text("resource"));
        var path = "resources/" + name;
        var digest = loaded.stream()
                .flatMap(library -> library.files().digest(path).stream())
                .findFirst()
                .orElseThrow(() -> {
                    var names = new TreeSet<String>();
                    loaded.forEach(library -> names.addAll(library.files().below("resources/")));
                    return PipelineRun.failure("No such library resource %s could be found. %s"
                            .formatted(name, Nearest.hint(name, names))
                            .strip());
                });
        var encoding = arguments.text("encoding");
        var bytes = snapshots.bytes(digest);
        if ("Base64".equals(encoding)) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        try {
            return new String(bytes, Charset.forName(encoding == null ? "UTF-8" : encoding));
        } catch (UnsupportedCharsetException | IllegalCharsetNameException e) {
            throw PipelineRun.failure(
                    "libraryResource knows no encoding " + encoding + ": write UTF-8, or Base64 for bytes");
        }
    }
}
