package dev.millrace.api.workspace;

import java.util.regex.Pattern;

/**
 * Names a stored tree of files by content.
 *
 * @param hex SHA-256, 64 small hexadecimal digits
 */
public record TreeDigest(String hex) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public TreeDigest {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("Not a SHA-256 in hexadecimal: " + hex);
        }
    }
}
