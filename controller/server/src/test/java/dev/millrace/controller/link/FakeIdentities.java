package dev.millrace.controller.link;

import dev.millrace.controller.identity.Identities;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Join tokens in memory; nothing else is asked for here. */
final class FakeIdentities implements Identities {
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    String token(String text) {
        tokens.add(text);
        return text;
    }

    @Override
    public boolean useJoinToken(String text, String agentName) {
        return tokens.remove(text);
    }

    @Override
    public Optional<Caller> authenticate(String token) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> bootstrapAdmin() {
        throw new UnsupportedOperationException();
    }

    @Override
    public NewToken createToken(Caller caller, String name, Optional<Duration> lifetime) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<TokenFacts> tokens(Caller caller) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean revoke(Caller caller, long tokenId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public JoinToken createJoinToken(Caller caller, Optional<String> agentName, Duration lifetime, int uses) {
        return new JoinToken(token(agentName.orElse("any")), Instant.MAX);
    }

    @Override
    public void audit(Caller caller, String action, String subject) {
        throw new UnsupportedOperationException();
    }
}
