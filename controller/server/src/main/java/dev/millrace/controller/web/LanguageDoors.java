package dev.millrace.controller.web;

import dev.millrace.controller.identity.Identities;

/**
 * What the HTTP side of a controller that only looks at pipelines is a client of.
 *
 * @param identities who asks
 * @param language what is asked
 */
public record LanguageDoors(Identities identities, WebDoors.Language language) {}
