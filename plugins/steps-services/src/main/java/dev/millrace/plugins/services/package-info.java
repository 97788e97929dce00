/**
 * Steps that need a service: described here so that pipelines that use them are checked and documented. Each waits for a plugin that brings a step of
 * the same name and does it. Those that only concern how a log looks run their body.
 */
@NullMarked
package dev.millrace.plugins.services;

import org.jspecify.annotations.NullMarked;
