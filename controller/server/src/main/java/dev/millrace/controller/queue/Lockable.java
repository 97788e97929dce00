package dev.millrace.controller.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One thing that one owner at a time can hold. */
final class Lockable {
    final String name;
    /** It stays when nobody wants it. */
    final boolean declared;
    /** The lines of those who may get it: of its name and of its labels. */
    final List<Selector> selectors = new ArrayList<>();

    @Nullable
    LockAsk holder;

    Lockable(String name, Set<String> labels, boolean declared) {
        this.name = name;
        this.declared = declared;
        selectors.add(new Selector(false, name));
        labels.forEach(label -> selectors.add(new Selector(true, label)));
    }

    Set<String> labels() {
        return selectors.stream().filter(Selector::label).map(Selector::text).collect(Collectors.toSet());
    }

    boolean free() {
        return holder == null;
    }

    @Override
    public String toString() {
        return name;
    }

    /** What a target asks for, apart from how many. */
    record Selector(boolean label, String text) {
        static Selector of(LockNeed.Target target) {
            return switch (target) {
                case LockNeed.Named(var name) -> new Selector(false, name);
                case LockNeed.Labelled(var label, var _) -> new Selector(true, label);
            };
        }
    }
}
