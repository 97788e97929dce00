package dev.millrace.controller.source;

import dev.millrace.controller.base.Problem;
import dev.millrace.controller.base.UserError;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** What a library may be called and where it may come from. Pure. */
public final class LibraryRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,199}");
    private static final Pattern REMOTE =
            Pattern.compile("(https?|ssh|git)://[^/]+/.+|[A-Za-z0-9_][A-Za-z0-9._-]*@[A-Za-z0-9.-]+:[^:-].*");

    private LibraryRules() {}

    /** Fails with all that is wrong. */
    static void check(LibrarySetting library) {
        var problems = new ArrayList<Problem>();
        if (!NAME.matcher(library.name()).matches()) {
            problems.add(
                    new Problem("name", 0, 0, "is not a name for a library", "Letters, digits, . _ / -, at most 200"));
        }
        if (library.url().isBlank() || library.url().chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            problems.add(new Problem(
                    "url", 0, 0, "is not the URL of a repository", "https://, ssh://, user@host:path, or file:///"));
        }
        if (library.implicit() && library.defaultVersion().isEmpty()) {
            problems.add(new Problem(
                    "defaultVersion",
                    0,
                    0,
                    "is missing: what is loaded into every run needs one",
                    "Name a branch or a tag"));
        }
        if (library.defaultVersion().filter(String::isBlank).isPresent()) {
            problems.add(new Problem("defaultVersion", 0, 0, "is empty", "Name a branch or a tag, or leave it out"));
        }
        if (!problems.isEmpty()) {
            throw new UserError(
                    UserError.Kind.INVALID, "Library '%s' cannot be kept".formatted(library.name()), "", problems);
        }
    }

    /** Whether a URL names another host: what is on the controller's own disk is only for those who look after it. */
    public static boolean remote(String url) {
        return REMOTE.matcher(url).matches();
    }
}
