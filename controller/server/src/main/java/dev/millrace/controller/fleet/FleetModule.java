package dev.millrace.controller.fleet;

import dev.millrace.controller.base.Ids;
import dev.millrace.controller.store.Database;
import java.time.InstantSource;

/**
 * The fleet, ready for use.
 *
 * @param fleet for people
 * @param register for the controller itself
 */
public record FleetModule(Fleet fleet, FleetRegister register) {
    /** Reads all agents. */
    public static FleetModule create(Database database, Ids ids, InstantSource clock) {
        var roster = new Roster(new AgentRows(database), ids, clock);
        return new FleetModule(roster, roster);
    }
}
