package dev.millrace.controller.web;

import dev.millrace.controller.artifact.RunFiles;
import dev.millrace.controller.blob.BlobKeeping;
import dev.millrace.controller.blob.BlobStore;
import dev.millrace.controller.execution.Executions;
import dev.millrace.controller.execution.OpenQuestions;
import dev.millrace.controller.execution.Replays;
import dev.millrace.controller.execution.Restarts;
import dev.millrace.controller.identity.Identities;
import dev.millrace.controller.log.RunLogs;
import dev.millrace.controller.plugin.Plugins;
import dev.millrace.controller.run.Checkouts;
import dev.millrace.controller.run.Runs;
import dev.millrace.controller.tenant.Tenants;
import dev.millrace.controller.trigger.Triggers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The doors, once they are open: the server listens while the rest of the controller starts, and answers 503 until then. Of a controller that only
 * looks at pipelines the others stay shut.
 */
final class Doors {
    private volatile @Nullable WebDoors opened;
    private volatile @Nullable LanguageDoors few;

    void open(WebDoors doors) {
        few = new LanguageDoors(doors.people().identities(), doors.language());
        opened = doors;
    }

    void open(LanguageDoors doors) {
        few = doors;
    }

    /** Why the controller cannot work now; empty: it can. */
    Optional<String> unready() {
        var doors = opened;
        if (doors != null) {
            return doors.health().unready();
        }
        return few == null ? Optional.of("The controller is starting") : Optional.empty();
    }

    /** There are organizations and projects, and uploads are kept. */
    boolean keeps() {
        return few == null || opened != null;
    }

    Identities identities() {
        return few().identities();
    }

    Tenants tenants() {
        return all().people().tenants();
    }

    WebDoors.People people() {
        return all().people();
    }

    Triggers triggers() {
        return all().work().triggers();
    }

    Runs runs() {
        return all().work().runs();
    }

    Checkouts checkouts() {
        return all().work().checkouts();
    }

    Executions executions() {
        return all().work().executions();
    }

    OpenQuestions questions() {
        return all().work().questions();
    }

    Restarts restarts() {
        return all().work().restarts();
    }

    Replays replays() {
        return all().work().replays();
    }

    WebDoors.Work work() {
        return all().work();
    }

    RunLogs logs() {
        return all().work().logs();
    }

    RunFiles files() {
        return all().work().files();
    }

    WebDoors.Capacity capacity() {
        return all().capacity();
    }

    BlobStore blobs() {
        return all().blobs().store();
    }

    BlobKeeping keeping() {
        return all().blobs().keeping();
    }

    WebDoors.Language language() {
        return few().language();
    }

    Plugins plugins() {
        return all().plugins();
    }

    private WebDoors all() {
        var doors = opened;
        if (doors == null) {
            throw Refused.unavailable(
                    few == null ? "The controller is starting" : "This controller only looks at pipelines");
        }
        return doors;
    }

    private LanguageDoors few() {
        var doors = few;
        if (doors == null) {
            throw Refused.unavailable("The controller is starting");
        }
        return doors;
    }
}
