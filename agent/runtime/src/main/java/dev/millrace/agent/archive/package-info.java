/**
 * Zip and tar files of a workspace, written and read where they are.
 *
 * <p>Invariants: an archive appears whole or not at all; nothing of an archive is believed: paths and links stay below the directory that it is
 * unpacked to, headers have bounds, and what comes out is counted while it comes. Formats: PKWARE's APPNOTE 6.3.10 for zip, POSIX.1-2017 {@code pax}
 * (ustar and pax interchange formats) for tar, with the long names of GNU tar for reading.
 */
@NullMarked
package dev.millrace.agent.archive;

import org.jspecify.annotations.NullMarked;
