/**
 * The composition root: joins the packages, starts them in order and closes them in reverse. Nobody imports it.
 */
@NullMarked
package dev.millrace.controller.app;

import org.jspecify.annotations.NullMarked;
