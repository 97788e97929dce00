/**
 * States of workspaces, by content: which there are, until when, and how one is taken of a node's workspace and put back. A state that is recorded is
 * whole: everything that it is made of is stored.
 */
@NullMarked
package dev.millrace.controller.snapshot;

import org.jspecify.annotations.NullMarked;
