package dev.millrace.controller.link;

import com.google.protobuf.ByteString;
import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.fleet.FleetRegister;
import dev.millrace.wire.TlsIdentity;
import dev.millrace.wire.proto.KeyTaken;
import dev.millrace.wire.proto.NewKey;
import dev.millrace.wire.proto.RotateKey;
import dev.millrace.wire.proto.ToAgent;
import java.security.GeneralSecurityException;

/** Asks one agent for another key where its own is due, once in a session, and notes what it made. Lives in the session's mailbox. */
final class KeyRotation {
    private final FleetRegister fleet;
    private final Outbound outbound;
    private boolean asked;

    KeyRotation(FleetRegister fleet, Outbound outbound) {
        this.fleet = fleet;
        this.outbound = outbound;
    }

    void askWhereDue(AgentId agent) {
        if (!asked && fleet.keyIsDue(agent)) {
            asked = true;
            outbound.send(ToAgent.newBuilder()
                    .setRotateKey(RotateKey.getDefaultInstance())
                    .build());
        }
    }

    /** Answers when it is durable. */
    void made(AgentId agent, NewKey key) {
        if (!asked) {
            throw new ProtocolViolation("a key that it was not asked for");
        }
        var digest = digest(key);
        if (!fleet.madeKey(agent, Digest.of(digest))) {
            throw new ProtocolViolation("a key that another agent has");
        }
        outbound.send(ToAgent.newBuilder()
                .setKeyTaken(KeyTaken.newBuilder().setKeyDigest(ByteString.copyFrom(digest)))
                .build());
    }

    private static byte[] digest(NewKey key) {
        try {
            return TlsIdentity.provenKey(key.getCertificate().toByteArray());
        } catch (GeneralSecurityException e) {
            throw new ProtocolViolation("a certificate that its own key did not sign: " + e.getMessage());
        }
    }
}
