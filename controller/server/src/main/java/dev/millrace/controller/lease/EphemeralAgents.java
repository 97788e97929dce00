package dev.millrace.controller.lease;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.fleet.Fleet.AgentFacts;
import dev.millrace.controller.fleet.FleetRegister;
import dev.millrace.controller.schedule.Scheduler;
import dev.millrace.controller.store.Write;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops ephemeral agents that have had their job, and those that will not come back for one. On the engine's thread. */
final class EphemeralAgents {
    private static final Logger LOG = LoggerFactory.getLogger(EphemeralAgents.class);

    private final FleetRegister fleet;
    private final Scheduler scheduler;
    private final LeaseBook leases;
    private final Consumer<List<Write<?>>> submit;

    EphemeralAgents(FleetRegister fleet, Scheduler scheduler, LeaseBook leases, Consumer<List<Write<?>>> submit) {
        this.fleet = fleet;
        this.scheduler = scheduler;
        this.leases = leases;
        this.submit = submit;
    }

    /** True where that agent has had its job and is gone now. */
    boolean dropSpent(AgentFacts agent) {
        boolean over = agent.state().equals("spent") && leases.count(agent.id()) == 0;
        if (over) {
            drop(agent.id());
        }
        return over;
    }

    void dropVanished(Instant since) {
        fleet.vanished(since).stream().filter(agent -> leases.count(agent) == 0).forEach(this::drop);
    }

    /** The scheduler hears of it before it decides anything else. */
    private void drop(AgentId agent) {
        scheduler.withdraw(agent);
        fleet.drop(agent).ifPresent(write -> {
            LOG.atInfo().addKeyValue("agent", agent).log("ephemeral-agent-dropped");
            submit.accept(List.of(write));
        });
    }
}
