package dev.millrace.plugins.git;

import dev.millrace.api.step.StepException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a repository is: a URL of https, http, ssh, git or file, {@code user@host:path}, or a path on the agent. Nothing else: git has transports that run programs
 * ({@code ext::}, {@code fd::}, any {@code git-remote-NAME}).
 *
 * @param text as git takes it
 */
record GitUrl(String text) {
    private static final Set<String> SCHEMES = Set.of("https", "http", "ssh", "git", "git+ssh", "file");
    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/]*)(/.*)?");
    private static final Pattern HOST = Pattern.compile("([^-@][^@]*@)?[A-Za-z0-9\\[][A-Za-z0-9._:\\[\\]-]*");
    private static final Pattern SCP =
            Pattern.compile("([A-Za-z0-9_][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9._-]*:[^:-].*");
    private static final Pattern PATH = Pattern.compile("(/|\\./|\\.\\./|[A-Za-z]:[/\\\\]).*");

    /** Checks a URL that a pipeline gave. */
    static GitUrl of(String text) throws StepException {
        if (text.isBlank()) {
            throw refused("The repository has no url");
        }
        if (text.startsWith("-") || text.contains("::") || text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw refused("Not a URL of a repository: " + text);
        }
        var url = URL.matcher(text);
        if (url.matches()) {
            boolean local = url.group(1).equals("file");
            if (!SCHEMES.contains(url.group(1))
                    || !(local || HOST.matcher(url.group(2)).matches())) {
                throw refused("Not a URL of a repository: " + text);
            }
            if (!local && url.group(2).contains(":") && url.group(2).contains("@")) {
                throw refused(
                        "The URL of a repository must not hold a password: take it out of " + withoutPassword(text));
            }
            return new GitUrl(text);
        }
        if (!PATH.matcher(text).matches() && !SCP.matcher(text).matches()) {
            throw refused("Not a URL of a repository: " + text);
        }
        return new GitUrl(text);
    }

    private static String withoutPassword(String text) {
        return text.replaceFirst(":[^:@/]*@", ":***@");
    }

    private static StepException refused(String message) {
        return new StepException(
                "bad-argument", message + ". Use https://, ssh://, user@host:path, file:// or an absolute path");
    }
}
