package dev.millrace.plugins.workspace;

import dev.millrace.api.step.Described;
import dev.millrace.api.workspace.FileFacts;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** A file as pipeline code sees it: {@code name}, {@code path}, {@code directory}, {@code length}, {@code lastModified}; it reads as its path. */
final class FoundFile {
    private FoundFile() {}

    @SuppressWarnings("NullAway") // no value is null, which is not seen in the type that the API has for it
    static Described of(FileFacts file) {
        // a directory's path ends with a slash, so that names can be put behind it
        var path = file.directory() && !file.path().endsWith("/") ? file.path() + "/" : file.path();
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("name", file.path().substring(file.path().lastIndexOf('/') + 1));
        fields.put("path", path);
        fields.put("directory", file.directory());
        fields.put("length", file.size());
        fields.put("lastModified", file.modified().toEpochMilli());
        return new Described(fields, path);
    }
}
