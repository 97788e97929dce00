/** Packed into archives by the tests of the host; behaves as the archive's sample.properties says. */
@NullMarked
package dev.millrace.controller.plugin.sample;

import org.jspecify.annotations.NullMarked;
