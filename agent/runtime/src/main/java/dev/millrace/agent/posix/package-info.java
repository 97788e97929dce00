/**
 * Directories by descriptor: names are looked up in an open directory, no link is ever followed, and no call waits for a FIFO. So nobody who moves
 * things about in the meantime can lead a walk out of the directory that it began in. 64-bit Linux.
 */
@NullMarked
package dev.millrace.agent.posix;

import org.jspecify.annotations.NullMarked;
