package dev.millrace.controller.lease;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.fleet.FleetRegister;
import dev.millrace.wire.proto.LeaseAccepted;
import dev.millrace.wire.proto.LeaseGrant;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The door for agents: hands every call to the engine's thread. */
final class LeaseDesk implements Leases, FleetRegister.Listener {
    private final Engine engine;
    private final Executor thread;
    private final ScheduledExecutorService timers;
    private final InstantSource clock;
    private final LeaseSettings settings;

    LeaseDesk(
            Engine engine,
            Executor thread,
            ScheduledExecutorService timers,
            InstantSource clock,
            LeaseSettings settings) {
        this.engine = engine;
        this.thread = thread;
        this.timers = timers;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public LeaseSettings settings() {
        return settings;
    }

    @Override
    public void connect(AgentLine line) {
        thread.execute(() -> engine.connect(line));
    }

    @Override
    public CompletableFuture<Met> met(AgentId agent, Collection<LeaseKey> held) {
        return answer(() -> {
            var deadline = clock.instant().plus(settings.lease());
            var offers = new ArrayList<LeaseGrant>();
            var kept = new HashSet<LeaseKey>();
            for (var lease : engine.leases().of(agent)) {
                boolean there = held.contains(lease.key);
                switch (lease.state) {
                    case LeaseState.Accepted _ when there -> {} // renewed below
                    case LeaseState.Granted _ -> {
                        engine.apply(lease, new LeaseEvent.OfferAgain(deadline));
                        engine.offer(lease).ifPresent(offer -> {
                            offers.add(offer);
                            kept.add(lease.key);
                        });
                    }
                    case LeaseState.Closing _ when there -> {} // being told not to keep it, it cleans up
                    case LeaseState.Accepted _, LeaseState.Closing _, LeaseState.Ended _ ->
                        engine.apply(lease, new LeaseEvent.Absent());
                }
            }
            kept.addAll(renewAll(agent, held, false));
            return new Met(kept, offers);
        });
    }

    @Override
    public CompletableFuture<Set<LeaseKey>> renew(AgentId agent, Collection<LeaseKey> held) {
        return answer(() -> {
            for (var lease : engine.leases().of(agent)) {
                if (lease.state instanceof LeaseState.Closing && !held.contains(lease.key)) {
                    engine.apply(lease, new LeaseEvent.Absent());
                }
            }
            return renewAll(agent, held, true);
        });
    }

    private Set<LeaseKey> renewAll(AgentId agent, Collection<LeaseKey> held, boolean revoke) {
        var deadline = clock.instant().plus(settings.lease());
        var renewed = new HashSet<LeaseKey>();
        for (var key : held) {
            var lease = engine.leases().find(agent, key);
            if (lease.isEmpty()) {
                if (revoke) {
                    engine.revokeUnknown(agent, key);
                }
                continue;
            }
            engine.apply(lease.get(), new LeaseEvent.Renew(deadline));
            if (lease.get().state instanceof LeaseState.Accepted accepted
                    && !accepted.deadline().isBefore(deadline)) {
                renewed.add(key);
            }
        }
        return renewed;
    }

    private <T> CompletableFuture<T> answer(Supplier<T> work) {
        var answer = new CompletableFuture<T>();
        thread.execute(() -> {
            try {
                var found = work.get();
                var _ = engine.durable().whenComplete((_, failure) -> {
                    if (failure == null) {
                        answer.complete(found);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                });
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    @Override
    public void accepted(AgentId agent, LeaseKey key, LeaseAccepted terms) {
        about(agent, key, new LeaseEvent.Accept(terms, clock.instant().plus(settings.acceptance())));
    }

    @Override
    public void refused(AgentId agent, LeaseKey key, String reason) {
        thread.execute(() -> engine.leases().find(agent, key).ifPresent(lease -> {
            retryAfter(agent, engine.pause(agent, reason));
            engine.apply(lease, new LeaseEvent.Refuse(reason));
        }));
    }

    private void retryAfter(AgentId agent, Duration pause) {
        var _ = timers.schedule(() -> changed(agent), pause.toMillis() + 1, TimeUnit.MILLISECONDS);
    }

    @Override
    public void ended(AgentId agent, LeaseKey key, String reason) {
        thread.execute(() -> engine.leases()
                .find(agent, key)
                .ifPresent(lease -> engine.apply(lease, new LeaseEvent.AgentEnded(reason))));
    }

    @Override
    public void broken(AgentId agent, LeaseKey key, String reason) {
        thread.execute(() -> engine.leases()
                .find(agent, key)
                .ifPresent(lease ->
                        engine.apply(lease, new LeaseEvent.Revoke("its agent broke the protocol: " + reason))));
    }

    private void about(AgentId agent, LeaseKey key, LeaseEvent event) {
        thread.execute(() -> engine.leases()
                .find(agent, key)
                .ifPresentOrElse(lease -> engine.apply(lease, event), () -> engine.revokeUnknown(agent, key)));
    }

    @Override
    public Optional<AgentId> holder(LeaseKey lease) {
        return Optional.ofNullable(engine.holders.get(lease));
    }

    @Override
    public boolean holds(AgentId agent, LeaseKey lease) {
        return agent.equals(engine.holders.get(lease));
    }

    @Override
    public void changed(AgentId agent) {
        thread.execute(() -> engine.agentChanged(agent));
    }
}
