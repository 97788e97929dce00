package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Grafted;
import java.util.List;

/**
 * What an edited program makes of a journal.
 *
 * @param entries the journal that it begins with
 * @param differences the first of each branch that goes on otherwise
 */
public record Grafting(List<Grafted> entries, List<Diverged> differences) {
    public Grafting {
        entries = List.copyOf(entries);
        differences = List.copyOf(differences);
    }
}
