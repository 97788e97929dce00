package dev.millrace.api.report;

import java.util.List;
import java.util.Optional;

/**
 * What a checkout brought.
 *
 * @param source what tells this source and branch from others: the same text in each run that checks out the same
 * @param kind of source control: {@code git}
 * @param url for people
 * @param branch for people; may be empty
 * @param revision the exact state that was checked out
 * @param before the revision that the changes are counted from; empty: none is known
 * @param changes newest first
 * @param note why changes are missing or cut, for people; empty where they are all there
 */
public record CheckedOut(
        String source,
        String kind,
        String url,
        String branch,
        String revision,
        Optional<String> before,
        List<Change> changes,
        String note) {
    public CheckedOut {
        changes = List.copyOf(changes);
    }
}
