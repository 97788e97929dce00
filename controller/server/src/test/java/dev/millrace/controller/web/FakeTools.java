package dev.millrace.controller.web;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.tool.Tool;
import dev.millrace.controller.tool.ToolRules;
import dev.millrace.controller.tool.ToolType;
import dev.millrace.controller.tool.Tools;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Tools in memory, by organization. */
final class FakeTools implements Tools {
    private final Map<OrganizationId, Map<String, Tool>> tools = new ConcurrentHashMap<>();

    private Map<String, Tool> own(OrganizationId organization) {
        return tools.computeIfAbsent(organization, _ -> new ConcurrentSkipListMap<>());
    }

    @Override
    public List<Tool> of(OrganizationId organization) {
        return List.copyOf(own(organization).values());
    }

    @Override
    public List<Tool> visible(OrganizationId organization) {
        return of(organization);
    }

    @Override
    public void put(OrganizationId organization, Tool tool) {
        ToolRules.check(tool);
        own(organization).put(tool.id(), tool);
    }

    @Override
    public boolean remove(OrganizationId organization, ToolType type, String name) {
        return own(organization).remove(type.name() + ":" + name) != null;
    }
}
