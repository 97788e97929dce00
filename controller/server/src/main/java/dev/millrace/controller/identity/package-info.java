/**
 * Principals, roles, tokens, audit. Invariant: a token's text is shown once and only its hash is kept.
 */
@NullMarked
package dev.millrace.controller.identity;

import org.jspecify.annotations.NullMarked;
