package dev.millrace.agent.sandbox;

/**
 * What trying one kind of sandbox showed.
 *
 * @param subject the kind, or "limits"
 * @param works it can be had
 * @param found what was seen
 * @param remedy what to do where it does not; empty where nothing has to be done
 */
public record SandboxFinding(String subject, boolean works, String found, String remedy) {}
