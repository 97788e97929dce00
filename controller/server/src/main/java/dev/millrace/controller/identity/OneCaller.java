package dev.millrace.controller.identity;

import dev.millrace.controller.base.UserError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The controller itself is all who may ask, and it has one token, which it ends with. */
record OneCaller(String token) implements Identities {
    @Override
    public Optional<Caller> authenticate(String given) {
        var same =
                MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
        return same ? Optional.of(Caller.controller()) : Optional.empty();
    }

    @Override
    public Optional<String> bootstrapAdmin() {
        return Optional.empty();
    }

    @Override
    public NewToken createToken(Caller caller, String name, Optional<Duration> lifetime) {
        throw none();
    }

    @Override
    public List<TokenFacts> tokens(Caller caller) {
        return List.of();
    }

    @Override
    public boolean revoke(Caller caller, long tokenId) {
        return false;
    }

    @Override
    public JoinToken createJoinToken(Caller caller, Optional<String> agentName, Duration lifetime, int uses) {
        throw none();
    }

    @Override
    public boolean useJoinToken(String text, String agentName) {
        return false;
    }

    @Override
    public void audit(Caller caller, String action, String subject) {}

    private static UserError none() {
        return new UserError(
                UserError.Kind.CONFLICT,
                "This controller keeps nothing, so it has no tokens",
                "Start one with 'millrace up'");
    }

    @Override
    public String toString() {
        return "OneCaller[***]";
    }
}
