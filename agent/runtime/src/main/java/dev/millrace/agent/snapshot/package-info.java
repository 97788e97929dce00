/**
 * States of whole workspaces by digest: taken by reading only what changed, restored by touching only what differs. What is kept here beside the
 * workspaces (an index of each, and blobs that came or went) only saves work: without it, or where it cannot be relied on, contents are read again.
 */
@NullMarked
package dev.millrace.agent.snapshot;

import org.jspecify.annotations.NullMarked;
