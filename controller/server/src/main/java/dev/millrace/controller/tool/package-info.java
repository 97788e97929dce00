/**
 * Tools that an administrator names: {@code jdk 'jdk17'} is this directory on agents with that label. Invariants: a pipeline gets a tool only by a
 * name that somebody configured or gave to the run, never one that happens to lie on an agent; what a tool's type sets in the environment is fixed.
 */
@NullMarked
package dev.millrace.controller.tool;

import org.jspecify.annotations.NullMarked;
