package dev.millrace.controller.web;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks what lists are asked for. */
final class Page {
    static final int MOST = 500;

    private Page() {}

    static Optional<RunId> before(@Nullable Long id) {
        if (id != null && id <= 0) {
            throw new UserError(UserError.Kind.INVALID, "'before' is not an id: " + id, "Ids are above 0");
        }
        return Optional.ofNullable(id).map(RunId::new);
    }

    static int limit(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new UserError(UserError.Kind.INVALID, "'limit' is out of range: " + limit, "It may be 1 to " + MOST);
        }
        return limit;
    }
}
