package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The stages that a dry run came by, in the form of a plan. */
final class TriedStages {
    private TriedStages() {}

    static ArrayNode of(JsonNode dryRun) {
        var top = JsonNodeFactory.instance.arrayNode();
        var open = new ArrayList<Open>();
        for (var call : dryRun.path("calls")) {
            var depth = call.path("depth").asInt();
            while (!open.isEmpty() && open.getLast().depth() >= depth) {
                open.removeLast();
            }
            var name = call.path("name").asText();
            if (name.equals("stage") || name.equals("branch")) {
                begin(top, open, depth, call);
            } else if (name.equals("parallel")) {
                if (open.isEmpty()) {
                    begin(top, open, depth, call);
                }
                open.getLast().stage().put("shape", "PARALLEL");
            }
        }
        return top;
    }

    private static void begin(ArrayNode top, List<Open> open, int depth, JsonNode call) {
        var list = open.isEmpty() ? top : (ArrayNode) open.getLast().stage().path("stages");
        if (!open.isEmpty() && open.getLast().stage().path("shape").asText().equals("STEPS")) {
            open.getLast().stage().put("shape", "SEQUENCE");
        }
        var stage = list.addObject();
        stage.put("name", title(call.path("call").asText()));
        stage.put("line", call.path("line").asInt());
        stage.put("shape", "STEPS");
        stage.putArray("needs");
        stage.putArray("outputs");
        stage.putArray("axes");
        stage.putArray("stages");
        open.add(new Open(depth, stage));
    }

    /** From {@code stage 'Build'} or {@code stage(name: 'Build', concurrency: 1)}. */
    private static String title(String call) {
        var from = call.indexOf('\'');
        var to = from < 0 ? -1 : call.indexOf('\'', from + 1);
        return to < 0 ? call : call.substring(from + 1, to);
    }

    private record Open(int depth, ObjectNode stage) {}
}
