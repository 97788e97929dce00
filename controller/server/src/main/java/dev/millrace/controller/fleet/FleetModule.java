package dev.millrace.controller.fleet;

import dev.millrace.controller.base.Ids;
import dev.millrace.controller.store.Database;
import java.time.InstantSource;

/** The fleet, ready for use. */
public final class FleetModule implements AutoCloseable {
    private final Roster roster;

    private FleetModule(Roster roster) {
        this.roster = roster;
    }

    /** Reads all agents. */
    public static FleetModule create(Database database, Ids ids, InstantSource clock) {
        return new FleetModule(new Roster(new AgentRows(database), ids, clock));
    }

    /** For people. */
    public Fleet fleet() {
        return roster;
    }

    /** For the controller itself. */
    public FleetRegister register() {
        return roster;
    }

    /** Writes when agents were last seen. */
    @Override
    public void close() {
        roster.saveSeen();
    }
}
