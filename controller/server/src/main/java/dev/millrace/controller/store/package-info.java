/**
 * PostgreSQL: the embedded server or a given one, migrations, transactions, and the one writer that commits what is hot in groups. Invariant:
 * what a completed write promised is on disk, and only the controller that owns the database writes.
 */
@NullMarked
package dev.millrace.controller.store;

import org.jspecify.annotations.NullMarked;
