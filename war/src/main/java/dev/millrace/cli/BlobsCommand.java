package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code millrace blobs}. */
@Command(
        name = "blobs",
        description = {
            "Says where artifacts, trees and other content lie, and how much there is of it; below it are the verbs that act on it.",
            "Where new content goes is said to 'millrace up --blobs'."
        },
        synopsisSubcommandLabel = "[move | collect]",
        footerHeading = "%nExample, after the server was started with another --blobs:%n",
        footer = "  millrace blobs move")
class BlobsCommand extends AskCommand {
    BlobsCommand(Servers servers) {
        super(servers);
    }

    @Override
    JsonNode ask(Api api) throws IOException, InterruptedException {
        return api.get("blobs");
    }

    @Override
    void show(JsonNode status, Terminal terminal) {
        var table = new Table("PLACE", "BLOBS", "BYTES", "STATE");
        row(table, "(in the database)", status.path("inline"), "");
        for (var place : status.path("places")) {
            var location = place.path("location").asText();
            row(
                    table,
                    location.isEmpty() ? "(in the data directory)" : location,
                    place.path("amount"),
                    place.path("current").asBoolean()
                            ? "new ones go here"
                            : place.path("moving").asBoolean() ? "being moved" : "");
        }
        table.print(terminal);
        if (status.path("damaged").asLong() > 0) {
            terminal.print("%d are damaged and have to be stored again."
                    .formatted(status.path("damaged").asLong()));
        }
    }

    private static void row(Table table, String place, JsonNode amount, String state) {
        table.row(place, amount.path("blobs").asLong(), amount.path("bytes").asLong(), state);
    }

    /** {@code millrace blobs move}. */
    @Command(
            name = "move",
            description =
                    "Moves what lies elsewhere to where new content goes. Goes on in the background, over restarts too, until it is done; 'millrace blobs' shows how far it is.")
    static final class BlobsMoveCommand extends BlobsCommand {
        BlobsMoveCommand(Servers servers) {
            super(servers);
        }

        @Override
        JsonNode ask(Api api) throws IOException, InterruptedException {
            return api.post("blobs/move", Map.of());
        }
    }

    /** {@code millrace blobs collect}. */
    @Command(
            name = "collect",
            description =
                    "Begins to take away what nothing refers to and nobody asked for in the last day. That happens every few hours by itself.")
    static final class BlobsCollectCommand extends BlobsCommand {
        BlobsCollectCommand(Servers servers) {
            super(servers);
        }

        @Override
        JsonNode ask(Api api) throws IOException, InterruptedException {
            return api.post("blobs/collect", Map.of());
        }
    }
}
