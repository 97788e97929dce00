package dev.millrace.api.step;

/**
 * What a call may know of its run.
 *
 * @param id unique in the installation
 * @param organization name of the organization
 * @param project full name of the project
 * @param number counts the project's runs from 1
 * @param trust {@code protected}, {@code branch} or {@code fork}
 */
public record RunFacts(long id, String organization, String project, long number, String trust) {}
