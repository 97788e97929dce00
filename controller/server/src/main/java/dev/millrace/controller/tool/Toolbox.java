package dev.millrace.controller.tool;

import dev.millrace.controller.base.Nearest;
import dev.millrace.controller.queue.LabelExpression;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The tools of one run. Pure.
 *
 * @param given to the run by who started it; they go before those of the organization
 * @param kept by the organization
 */
public record Toolbox(List<Tool> given, List<Tool> kept) {
    public Toolbox {
        given = List.copyOf(given);
        kept = List.copyOf(kept);
    }

    /**
     * Finds a tool and its home on an agent; whether the home is there is for the agent to say.
     *
     * @param type word for the type; empty: any that has a tool of this name
     * @throws ToolMissing there is none, or none for this agent
     */
    public FoundTool find(Optional<String> type, String name, Place place) throws ToolMissing {
        var wanted = type.isEmpty() ? Optional.<ToolType>empty() : Optional.of(type(type.get()));
        var tool = named(given, wanted, name)
                .or(() -> named(kept, wanted, name))
                .orElseThrow(() -> unknown(wanted, name, place));
        if (wanted.isEmpty()) {
            unambiguous(tool, name);
        }
        return home(tool, place)
                .map(home -> new FoundTool(tool, home.directory(), given.contains(tool)))
                .orElseThrow(() -> homeless(tool, place));
    }

    private static ToolType type(String word) throws ToolMissing {
        return ToolType.of(word)
                .orElseThrow(() -> new ToolMissing("There is no type of tool '%s'. %s"
                        .formatted(
                                word,
                                Nearest.to(word, ToolType.names())
                                        .map("Did you mean '%s'?"::formatted)
                                        .orElse("Types are " + Advice.list(ToolType.names())))));
    }

    private static Optional<Tool> named(List<Tool> tools, Optional<ToolType> type, String name) {
        return tools.stream()
                .filter(tool -> tool.name().equals(name))
                .filter(tool -> type.isEmpty() || tool.type().equals(type.get()))
                .findFirst();
    }

    private void unambiguous(Tool found, String name) throws ToolMissing {
        var types = new TreeSet<String>();
        all().filter(tool -> tool.name().equals(name))
                .forEach(tool -> types.add(tool.type().name()));
        if (types.size() > 1) {
            throw new ToolMissing("Several tools are called '%s': %s. Say which: tool name: '%s', type: '%s'"
                    .formatted(name, Advice.list(types), name, found.type().name()));
        }
    }

    /** One for labels goes before the one for all others. */
    private static Optional<ToolHome> home(Tool tool, Place place) {
        return tool.homes().stream()
                .filter(home -> !home.labels().isBlank())
                .filter(home -> LabelExpression.parse(home.labels()).matches(place.labels()))
                .findFirst()
                .or(() -> tool.homes().stream()
                        .filter(home -> home.labels().isBlank())
                        .findFirst());
    }

    private Stream<Tool> all() {
        return Stream.concat(given.stream(), kept.stream());
    }

    private ToolMissing unknown(Optional<ToolType> type, String name, Place place) {
        var what = type.map(ToolType::name).orElse("tool");
        var names = new TreeSet<String>();
        all().filter(tool -> type.isEmpty() || tool.type().equals(type.get()))
                .forEach(tool -> names.add(type.isEmpty() ? tool.id() : tool.name()));
        var plain = all().filter(tool -> type.isEmpty() || tool.type().equals(type.get()))
                .map(Tool::name)
                .toList();
        return new ToolMissing("There is no %s called '%s' for agent %s. %s%s. %s"
                .formatted(
                        what,
                        name,
                        place.agent(),
                        Nearest.to(name, plain)
                                .map("Did you mean '%s'? "::formatted)
                                .orElse(""),
                        names.isEmpty()
                                ? "No %s is configured, and what is installed on an agent is not used by itself"
                                        .formatted(what)
                                : "There %s %s".formatted(names.size() == 1 ? "is" : "are", Advice.list(names)),
                        Advice.add(type.map(ToolType::name).orElse("TYPE"), name)));
    }

    private static ToolMissing homeless(Tool tool, Place place) {
        var homes = tool.homes().stream()
                .map(home -> "%s for '%s'".formatted(home.directory(), home.labels()))
                .toList();
        return new ToolMissing("%s '%s' has no home on agent %s, whose labels are %s: it has %s. %s"
                .formatted(
                        tool.type().name(),
                        tool.name(),
                        place.agent(),
                        Advice.list(place.labels()),
                        Advice.list(homes),
                        Advice.correct(tool, place)));
    }
}
