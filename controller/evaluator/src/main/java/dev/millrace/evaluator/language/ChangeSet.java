package dev.millrace.evaluator.language;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** What one checkout brought since the run before: {@code currentBuild.changeSets[0]}. */
public final class ChangeSet implements Iterable<ChangeEntry> {
    private final String kind;
    private final List<ChangeEntry> items = new ArrayList<>();

    ChangeSet(Map<?, ?> told) {
        kind = String.valueOf(told.get("kind"));
        if (told.get("items") instanceof List<?> list) {
            list.forEach(item -> items.add(new ChangeEntry((Map<?, ?>) item)));
        }
    }

    /** The commits, newest first. */
    public List<ChangeEntry> getItems() {
        return items;
    }

    /** Of which source control: {@code git}. */
    public String getKind() {
        return kind;
    }

    /** There is nothing in it. */
    public boolean isEmptySet() {
        return items.isEmpty();
    }

    @Override
    public Iterator<ChangeEntry> iterator() {
        return items.iterator();
    }
}
