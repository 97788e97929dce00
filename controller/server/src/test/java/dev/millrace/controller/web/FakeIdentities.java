package dev.millrace.controller.web;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.identity.Identities;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Knows {@code admin}, {@code developer}, {@code viewer} and {@code stranger}, each with a token of that name. */
final class FakeIdentities implements Identities {
    static final OrganizationId HOME = new OrganizationId(1);

    final Map<String, Caller> byToken = new ConcurrentHashMap<>();
    final Map<Long, String> texts = new ConcurrentHashMap<>();
    final List<String> audit = new CopyOnWriteArrayList<>();
    private final AtomicLong last = new AtomicLong(100);

    FakeIdentities() {
        byToken.put("admin", new Caller(1, "admin", true, Map.of()));
        byToken.put("developer", new Caller(2, "developer", false, Map.of(HOME, Role.DEVELOPER)));
        byToken.put("viewer", new Caller(3, "viewer", false, Map.of(HOME, Role.VIEWER)));
        byToken.put("stranger", new Caller(4, "stranger", false, Map.of()));
    }

    @Override
    public Optional<Caller> authenticate(String token) {
        return Optional.ofNullable(byToken.get(token));
    }

    @Override
    public Optional<String> bootstrapAdmin() {
        return Optional.empty();
    }

    @Override
    public NewToken createToken(Caller caller, String name, Optional<Duration> lifetime) {
        var id = last.incrementAndGet();
        var text = "token-" + id;
        byToken.put(text, caller);
        texts.put(id, text);
        return new NewToken(new TokenFacts(id, name, Instant.EPOCH, lifetime.map(Instant.EPOCH::plus)), text);
    }

    @Override
    public List<TokenFacts> tokens(Caller caller) {
        return texts.keySet().stream()
                .map(id -> new TokenFacts(id, "token", Instant.EPOCH, Optional.empty()))
                .toList();
    }

    @Override
    public boolean revoke(Caller caller, long tokenId) {
        var text = texts.remove(tokenId);
        return text != null && byToken.remove(text) != null;
    }

    @Override
    public JoinToken createJoinToken(Caller caller, Optional<String> agentName, Duration lifetime, int uses) {
        return new JoinToken("join-" + agentName.orElse("any"), Instant.EPOCH.plus(lifetime));
    }

    @Override
    public boolean useJoinToken(String text, String agentName) {
        return false;
    }

    @Override
    public void audit(Caller caller, String action, String subject) {
        audit.add(caller.name() + " " + action + " " + subject);
    }
}
