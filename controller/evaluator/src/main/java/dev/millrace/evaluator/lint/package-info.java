/**
 * Checks of a pipeline's calls before anything runs: each call of something that the file does not define is a step that there is, one whose provider is
 * not there, one of a Jenkins plugin that Millrace does not have, or unknown. Pure: a program's tree in, calls and problems out. What cannot be decided
 * without running is left alone.
 */
@NullMarked
package dev.millrace.evaluator.lint;

import org.jspecify.annotations.NullMarked;
