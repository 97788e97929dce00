/**
 * Steps that work in a workspace: scripts, files, stashes, artifacts, JUnit reports. Names, parameters and messages are those that Jenkinsfiles
 * rely on. Invariant: the operations of a step depend on its arguments and earlier answers alone, so a step that runs again meets its own.
 */
@NullMarked
package dev.millrace.plugins.workspace;

import org.jspecify.annotations.NullMarked;
