@NullMarked
package dev.millrace.controller;

import org.jspecify.annotations.NullMarked;
