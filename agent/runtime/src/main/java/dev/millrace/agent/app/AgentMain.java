package dev.millrace.agent.app;

import dev.millrace.agent.link.ControllerLink;
import dev.millrace.agent.link.Peer;
import dev.millrace.agent.link.Refusal;
import dev.millrace.agent.supervisor.BootClock;
import dev.millrace.agent.work.AgentWork;
import dev.millrace.wire.WallClock;
import dev.millrace.wire.proto.FromAgent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent program. Start it with {@code --enable-native-access=ALL-UNNAMED}. */
public final class AgentMain {
    private static final Logger LOG = LoggerFactory.getLogger(AgentMain.class);
    private static final int SETTLED_SECONDS = 2;
    private static final int USAGE = 64;
    private static final int REFUSED = 65;
    private static final int DIRECTORY_TAKEN = 73;

    private AgentMain() {}

    /**
     * Serves until it is told to end (0: its processes go on under their supervisor), it was ephemeral and has done its job (0), the controller refuses it for good (65), the arguments are wrong
     * (64), or another agent has the directory (73).
     */
    public static void main(String[] arguments) throws IOException {
        Logging.toStandardError();
        Arguments parsed;
        try {
            parsed = Arguments.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            LOG.error("{}\n{}", e.getMessage(), Arguments.USAGE);
            System.exit(USAGE);
            return;
        }
        System.exit(serve(parsed));
    }

    private static int serve(Arguments arguments) throws IOException {
        var directory = arguments.agent().directory();
        Files.createDirectories(directory);
        try (var file = FileChannel.open(
                        directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = file.tryLock()) {
            if (lock == null) {
                LOG.atError()
                        .addKeyValue("directory", directory)
                        .log("Another agent works in this directory; give this one another --dir");
                return DIRECTORY_TAKEN;
            }
            // whoever started this agent and was killed finds it again by this
            Files.writeString(
                    directory.resolve("agent.pid"),
                    Long.toString(ProcessHandle.current().pid()));
            // before anything is started that an agent which is stopped at once would leave behind
            try (var stop = Stop.onSignal()) {
                return serve(arguments, stop);
            }
        }
    }

    private static int serve(Arguments arguments, Stop stop) throws IOException {
        var watch = new OneJob.Watch();
        try (var link = ControllerLink.create(arguments.link(), BootClock.system());
                var work = AgentWork.create(arguments.agent(), WallClock.system(), (FromAgent message) -> {
                    boolean sent = link.send(message);
                    watch.said(message);
                    return sent;
                })) {
            Peer peer = arguments.ephemeral() ? new OneJob(work, watch) : work;
            // start-up leaves several times the garbage that work does: it goes back to the system
            CompletableFuture.delayedExecutor(SETTLED_SECONDS, TimeUnit.SECONDS).execute(System::gc);
            try {
                serve(link, peer);
            } finally {
                // closing writes, and an interrupt would break that
                stop.interruptNoMore();
            }
            if (peer.finished()) {
                link.forget();
            }
            return 0;
        } catch (InterruptedException e) {
            return 0;
        } catch (IOException e) {
            if (stop.wasAskedFor()) {
                return 0;
            }
            throw e;
        } catch (Refusal e) {
            LOG.atError().addKeyValue("code", e.code()).log(String.valueOf(e.getMessage()));
            return REFUSED;
        }
    }

    /** What the controller says to an agent that has done all it came for is no failure: it does not know it any more. */
    private static void serve(ControllerLink link, Peer peer) throws Refusal, InterruptedException {
        try {
            link.run(peer);
        } catch (Refusal e) {
            if (!peer.finished()) {
                throw e;
            }
        }
    }
}
