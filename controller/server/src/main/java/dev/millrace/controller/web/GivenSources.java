package dev.millrace.controller.web;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.base.UserError.Kind;
import dev.millrace.controller.identity.Identities.Caller;
import dev.millrace.controller.source.GivenFiles;
import dev.millrace.controller.source.LibraryRules;
import dev.millrace.controller.source.ParameterFile;
import dev.millrace.controller.source.RunLibrary;
import dev.millrace.controller.source.RunTool;
import dev.millrace.controller.tool.Tool;
import dev.millrace.controller.tool.ToolRules;
import dev.millrace.controller.web.StartResource.GivenFile;
import dev.millrace.controller.web.StartResource.GivenLibrary;
import dev.millrace.controller.web.StartResource.GivenTool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The working tree and the libraries that come with a pipeline. */
record GivenSources(Doors doors) {
    Optional<Digest> tree(@Nullable String hex) {
        if (hex == null) {
            return Optional.empty();
        }
        var digest = BlobResource.digest(hex);
        if (doors.blobs().size(digest).isEmpty()) {
            throw new UserError(
                    Kind.CONFLICT, "The tree %s is not stored here".formatted(digest), "Upload it and its files first");
        }
        return Optional.of(digest);
    }

    List<RunLibrary> libraries(Caller caller, @Nullable List<GivenLibrary> given) {
        var libraries = new ArrayList<RunLibrary>();
        for (var library : given == null ? List.<GivenLibrary>of() : given) {
            var url = library.url() == null ? "" : library.url();
            if (!url.isEmpty() && !LibraryRules.remote(url) && !caller.admin()) {
                throw new UserError(
                        Kind.FORBIDDEN,
                        "'%s' is not on another host: only an administrator may have the controller read its own disk"
                                .formatted(url),
                        "Use https:// or ssh://, or upload the files");
            }
            if ((library.tree() == null) == url.isEmpty() || library.name().isBlank()) {
                throw new UserError(
                        Kind.INVALID, "A library has a name, and either a tree or a url", "Say one of the two");
            }
            libraries.add(new RunLibrary(
                    library.name(), tree(library.tree()), url, library.version() == null ? "" : library.version()));
        }
        return libraries;
    }

    /** Files for parameters: their blobs are uploaded before, their tree is stored here. */
    Optional<GivenFiles> files(@Nullable List<GivenFile> given) throws IOException {
        if (given == null || given.isEmpty()) {
            return Optional.empty();
        }
        var files = new ArrayList<ParameterFile>();
        for (var file : given) {
            var digest = BlobResource.digest(file.digest());
            var size = doors.blobs()
                    .size(digest)
                    .orElseThrow(() -> new UserError(
                            Kind.CONFLICT,
                            "The file of parameter '%s' is not stored here".formatted(file.name()),
                            "Upload it first: PUT blobs/" + digest.hex()));
            files.add(new ParameterFile(file.name(), file.fileName(), digest, size));
        }
        var problems = ParameterFile.problems(files);
        if (!problems.isEmpty()) {
            throw new UserError(Kind.INVALID, "The run cannot be given these files", "", problems);
        }
        var names = new LinkedHashMap<String, String>();
        files.forEach(file -> names.put(file.name(), file.original()));
        return Optional.of(
                new GivenFiles(doors.blobs().put(ParameterFile.tree(files).toByteArray()), names));
    }

    /** Fails where one could not be a tool of an organization either. */
    List<RunTool> tools(@Nullable List<GivenTool> given) {
        return (given == null ? List.<GivenTool>of() : given)
                .stream()
                        .map(tool -> {
                            var type = ToolRules.type(tool.type());
                            ToolRules.check(new Tool(type, tool.name(), tool.home()));
                            return new RunTool(type.name(), tool.name(), tool.home());
                        })
                        .toList();
    }
}
