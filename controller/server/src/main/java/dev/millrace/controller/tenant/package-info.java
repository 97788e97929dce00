/**
 * Organizations, projects and their settings.
 */
@NullMarked
package dev.millrace.controller.tenant;

import org.jspecify.annotations.NullMarked;
