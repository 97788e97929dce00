package dev.millrace.controller.queue;

import dev.millrace.controller.queue.LockNeed.Labelled;
import dev.millrace.controller.queue.LockNeed.Target;
import java.util.Collection;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** What someone waits for, in a sentence for people. */
final class LockText {
    private static final int NAMED = 3;

    private LockText() {}

    static String waiting(LockAsk ask, Collection<String> holders, int ahead) {
        var held = holders.stream().limit(NAMED).collect(Collectors.joining(", "));
        var more = holders.size() > NAMED ? " and %d more".formatted(holders.size() - NAMED) : "";
        var before = ahead == 0 ? "" : "; %d ask%s before it".formatted(ahead, ahead == 1 ? "s" : "");
        if (ask.request.need().group()) {
            var group = ask.request.need().targets().getFirst().text().replace(LockNeed.GROUP, "");
            return "Its concurrency group %s runs one at a time%s%s"
                    .formatted(group, held.replaceFirst(".* is held by (.*)", ": $1 has the turn"), before);
        }
        return "It waits for lock %s%s%s%s"
                .formatted(wanted(ask), held.isEmpty() ? "" : ": " + held, held.isEmpty() ? "" : more, before);
    }

    static String impossible(LockAsk ask, ToIntFunction<Target> existing) {
        for (var target : ask.targets()) {
            if (target instanceof Labelled(var label, var quantity)
                    && existing.applyAsInt(target) < Math.max(1, quantity)) {
                int all = existing.applyAsInt(target);
                return all == 0
                        ? "No lock has the label '%s': declare one, or change the label".formatted(label)
                        : "It asks for %d locks of '%s', of which there %s %d: declare more, or ask for fewer"
                                .formatted(quantity, label, all == 1 ? "is" : "are", all);
            }
        }
        return "Its locks %s overlap, and there are not enough for all at once: declare more, or ask for fewer"
                .formatted(wanted(ask));
    }

    private static String wanted(LockAsk ask) {
        return ask.request.need().targets().stream().map(Target::text).collect(Collectors.joining(", "));
    }
}
