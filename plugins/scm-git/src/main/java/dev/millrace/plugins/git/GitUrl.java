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
    private static final Pattern HELPER = Pattern.compile("[A-Za-z0-9+.-]*::.*", Pattern.DOTALL);
    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/]*)(/.*)?");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_%+.][A-Za-z0-9_%+.-]*");
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");
    private static final Pattern SCP =
            Pattern.compile("([A-Za-z0-9_][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9._-]*:[^:-].*");
    private static final Pattern PATH = Pattern.compile("(/|\\./|\\.\\./|[A-Za-z]:[/\\\\]).*");

    /** Checks a URL that a pipeline gave. */
    static GitUrl of(String text) throws StepException {
        if (text.isBlank()) {
            throw refused("The repository has no url");
        }
        if (text.startsWith("-")
                || HELPER.matcher(text).matches()
                || text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw refused("Not a URL of a repository: " + shown(text));
        }
        var url = URL.matcher(text);
        if (url.matches()) {
            checkUrl(text, url.group(1), url.group(2));
            return new GitUrl(text);
        }
        if (!PATH.matcher(text).matches() && !SCP.matcher(text).matches()) {
            throw refused("Not a URL of a repository: " + shown(text));
        }
        return new GitUrl(text);
    }

    private static void checkUrl(String text, String scheme, String authority) throws StepException {
        int at = authority.lastIndexOf('@');
        var user = authority.substring(0, Math.max(at, 0));
        if (user.contains(":")) {
            throw refused("The URL of a repository must not hold a password: take it out of " + shown(text));
        }
        boolean local = scheme.equals("file") && authority.isEmpty();
        boolean remote = SCHEMES.contains(scheme)
                && (at < 0 || USER.matcher(user).matches())
                && HOST.matcher(authority.substring(at + 1)).matches();
        if (!local && !remote) {
            throw refused("Not a URL of a repository: " + shown(text));
        }
    }

    /** Without what stands before the host: it may be a password or a token. */
    static String shown(String text) {
        return text.replaceFirst("//[^/]*@", "//***@");
    }

    private static StepException refused(String message) {
        return new StepException(
                "bad-argument", message + ". Use https://, ssh://, user@host:path, file:// or an absolute path");
    }
}
