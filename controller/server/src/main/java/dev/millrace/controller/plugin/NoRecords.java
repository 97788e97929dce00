package dev.millrace.controller.plugin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Decisions that are forgotten with the controller: nobody decides anything there. */
final class NoRecords implements PluginRecords {
    private final Map<String, Decision> decisions = new ConcurrentHashMap<>();

    @Override
    public Map<String, Decision> all() {
        return Map.copyOf(decisions);
    }

    @Override
    public void keep(Decision decision) {
        decisions.put(decision.id(), decision);
    }

    @Override
    public void forget(String id) {
        decisions.remove(id);
    }
}
