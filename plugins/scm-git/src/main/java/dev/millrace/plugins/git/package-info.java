/**
 * Git: the {@code git} step and the checkout of {@code GitSCM}. Composes git processes on the agent. Invariant: nothing that a pipeline says becomes
 * an option of git or a helper program; the commit that is checked out is named by its full hash.
 */
@NullMarked
package dev.millrace.plugins.git;

import org.jspecify.annotations.NullMarked;
