@NullMarked
package dev.millrace.controller.web;

import org.jspecify.annotations.NullMarked;
