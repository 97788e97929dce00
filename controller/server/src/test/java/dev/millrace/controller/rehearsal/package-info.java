/** Tests of dry runs. */
@NullMarked
package dev.millrace.controller.rehearsal;

import org.jspecify.annotations.NullMarked;
