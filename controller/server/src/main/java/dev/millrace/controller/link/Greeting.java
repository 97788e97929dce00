package dev.millrace.controller.link;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.fleet.FleetRegister;
import dev.millrace.controller.fleet.FleetRegister.Admission;
import dev.millrace.controller.fleet.FleetRegister.Introduction;
import dev.millrace.controller.fleet.FleetRegister.Rejected;
import dev.millrace.controller.identity.Identities;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.Hello;
import dev.millrace.wire.proto.Join;
import java.util.regex.Pattern;

/** Whether an agent may come in. Blocks: it may ask the database. */
final class Greeting {
    private static final int MAX_TOKEN = 1_000;
    private static final Pattern RELEASE = Pattern.compile("[A-Za-z0-9._+-]{1,50}");

    private final Identities identities;
    private final FleetRegister fleet;

    Greeting(Identities identities, FleetRegister fleet) {
        this.identities = identities;
        this.fleet = fleet;
    }

    /** What an agent says of itself in its first message. */
    static Hello hello(FromAgent first) {
        return switch (first.getBodyCase()) {
            case JOIN -> first.getJoin().getHello();
            case HELLO -> first.getHello();
            default -> throw new ProtocolViolation("its first message is neither join nor hello");
        };
    }

    /** To the first message of an agent with a key. */
    Admission answer(Digest key, FromAgent first) {
        return first.hasJoin() ? join(key, first.getJoin()) : meet(key, hello(first));
    }

    /** With a token. One whose welcome was lost joins again with a used token: its key tells who it is. */
    private Admission join(Digest key, Join join) {
        var hello = join.getHello();
        var wrong = wrongVersion(hello);
        if (wrong != null) {
            return wrong;
        }
        var introduction = introduction(hello);
        if (join.getToken().length() > MAX_TOKEN || !identities.useJoinToken(join.getToken(), introduction.name())) {
            return switch (fleet.meet(key, introduction)) {
                case Rejected rejected
                when rejected.code().equals("unknown-key") ->
                    new Rejected(
                            "token-used",
                            "The join token is unknown, used, expired, or for an agent of another name than %s: ask for a new one"
                                    .formatted(introduction.name()));
                case Admission known -> known;
            };
        }
        return fleet.join(key, introduction);
    }

    /** With a key that joined before. */
    private Admission meet(Digest key, Hello hello) {
        var wrong = wrongVersion(hello);
        return wrong != null ? wrong : fleet.meet(key, introduction(hello));
    }

    private static @org.jspecify.annotations.Nullable Rejected wrongVersion(Hello hello) {
        if (hello.getProtocol() < Protocol.OLDEST) {
            return new Rejected(
                    "protocol-too-old",
                    ("This agent%s speaks version %d of the protocol; %s. Install the agent of the controller's release,"
                                    + " and start it in the same directory: it keeps its name and its key")
                            .formatted(release(hello), hello.getProtocol(), understood()));
        }
        if (hello.getProtocol() > Protocol.VERSION) {
            return new Rejected(
                    "protocol-too-new",
                    "This agent%s speaks version %d of the protocol; %s. Update the controller first, then its agents"
                            .formatted(release(hello), hello.getProtocol(), understood()));
        }
        return null;
    }

    private static String understood() {
        return Protocol.OLDEST == Protocol.VERSION
                ? "this controller understands version %d alone".formatted(Protocol.VERSION)
                : "this controller understands versions %d to %d".formatted(Protocol.OLDEST, Protocol.VERSION);
    }

    /** Where it names one: a stranger may say anything. */
    private static String release(Hello hello) {
        var release = hello.getRelease();
        return RELEASE.matcher(release).matches() ? " of release " + release : "";
    }

    private static Introduction introduction(Hello hello) {
        try {
            return new Introduction(
                    hello.getName(),
                    hello.getLabelsList(),
                    hello.getCapacity().getExecutors(),
                    hello.getEnvironmentMap(),
                    hello.getPlatform(),
                    hello.getRelease(),
                    hello.getProtocol(),
                    hello.getSandboxesList(),
                    hello.getCapacity().getCpuMillis(),
                    hello.getCapacity().getMemoryBytes(),
                    hello.getEphemeral());
        } catch (IllegalArgumentException e) {
            throw new ProtocolViolation(String.valueOf(e.getMessage()));
        }
    }
}
