package dev.millrace.evaluator.library;

import dev.millrace.evaluator.language.ClassPath;
import dev.millrace.evaluator.language.SourceText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The sources below {@code src} of some libraries, the first one first. */
final class LibraryClasses implements ClassPath {
    private final List<Loaded> libraries;
    private final Snapshots snapshots;
    private final String key;

    LibraryClasses(List<Loaded> libraries, Snapshots snapshots) {
        this.libraries = libraries;
        this.snapshots = snapshots;
        this.key = libraries.stream().map(Loaded::tree).collect(Collectors.joining(","));
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public Set<String> variables() {
        var names = new TreeSet<String>();
        libraries.forEach(library -> names.addAll(library.files().variables()));
        return names;
    }

    @Override
    public Optional<SourceText> source(String className) {
        if (libraries.isEmpty() || className.indexOf('$') >= 0) {
            return Optional.empty();
        }
        var path = "src/" + className.replace('.', '/') + ".groovy";
        return libraries.stream()
                .flatMap(library -> library.files().digest(path).stream())
                .findFirst()
                .map(digest -> new SourceText(path, path, snapshots.text(digest)));
    }
}
