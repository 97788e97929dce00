package dev.millrace.controller.identity;

import dev.millrace.controller.base.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may do what. Safe for use by many threads. */
public interface Identities {
    /** Who a token's text belongs to; empty where it is unknown, expired or revoked. Fast: asked for every request. */
    Optional<Caller> authenticate(String token);

    /** Makes the first administrator where there is no principal yet and returns the token's text; empty where there is one. */
    Optional<String> bootstrapAdmin();

    /** A new token for a caller; its text is in the answer and nowhere else. */
    NewToken createToken(Caller caller, String name, Optional<Duration> lifetime);

    /** Tokens of a caller, without their texts. */
    List<TokenFacts> tokens(Caller caller);

    /** Ends a token of a caller; false where there is none of that id. */
    boolean revoke(Caller caller, long tokenId);

    /** A one-time token with which an agent joins. */
    default JoinToken createJoinToken(Caller caller, Optional<String> agentName, Duration lifetime) {
        return createJoinToken(caller, agentName, lifetime, 1);
    }

    /** A token with which so many agents join, from 1 to 100,000. */
    JoinToken createJoinToken(Caller caller, Optional<String> agentName, Duration lifetime, int uses);

    /** Uses a join token once for an agent of this name; false where it is unknown, used up, expired, or for another name. */
    boolean useJoinToken(String text, String agentName);

    /** Notes who did what. */
    void audit(Caller caller, String action, String subject);

    /**
     * Who asks.
     *
     * @param principal id; 0: the controller itself
     * @param name for people
     * @param admin may do everything
     * @param roles by organization
     */
    record Caller(long principal, String name, boolean admin, Map<OrganizationId, Role> roles) {
        /** The controller itself, for what it does without being asked. */
        public static Caller controller() {
            return new Caller(0, "controller", true, Map.of());
        }

        /** It is the controller itself, and no principal. */
        public boolean isController() {
            return principal == 0;
        }

        /** Whether the caller has this role, or a larger one, in an organization. */
        public boolean may(Role needed, OrganizationId organization) {
            var role = roles.get(organization);
            return admin || (role != null && role.compareTo(needed) >= 0);
        }
    }

    /** From least to most. */
    enum Role {
        VIEWER,
        DEVELOPER,
        ADMIN
    }

    /** A token and its text, which is shown once. */
    record NewToken(TokenFacts facts, String text) {}

    /** What is known of a token. */
    record TokenFacts(long id, String name, Instant createdAt, Optional<Instant> expiresAt) {}

    /** A join token's text, which is shown once. */
    record JoinToken(String text, Instant expiresAt) {}
}
