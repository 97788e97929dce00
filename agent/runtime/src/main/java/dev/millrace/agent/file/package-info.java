/** What all that work with files need: modes, temporary names, digests. Knows no workspace and no lease. */
@NullMarked
package dev.millrace.agent.file;

import org.jspecify.annotations.NullMarked;
