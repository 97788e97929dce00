package dev.millrace.controller.tenant;

import dev.millrace.controller.base.UserError;
import java.util.regex.Pattern;

/** What organizations and projects may be called. Pure. */
final class Names {
    private static final Pattern ORGANIZATION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final int PROJECT_LENGTH = 250;

    private Names() {}

    static String organization(String name) {
        if (!ORGANIZATION.matcher(name).matches()) {
            throw new UserError(
                    UserError.Kind.INVALID,
                    "Not a name for an organization: '%s'".formatted(name),
                    "Letters, digits, dots, dashes and underscores, at most 100, a letter or digit first");
        }
        return name;
    }

    static String project(String name) {
        var length = name.codePointCount(0, name.length());
        if (name.isBlank() || length > PROJECT_LENGTH || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new UserError(
                    UserError.Kind.INVALID,
                    "Not a name for a project: '%s'"
                            .formatted(
                                    name.codePoints().anyMatch(Character::isISOControl)
                                            ? "(with control characters)"
                                            : name.substring(0, Math.min(60, name.length()))),
                    "1 to %d characters, none of them a control character".formatted(PROJECT_LENGTH));
        }
        return name;
    }
}
