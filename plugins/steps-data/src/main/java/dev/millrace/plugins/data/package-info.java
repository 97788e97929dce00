/**
 * Steps that turn files and texts into values and back: JSON, YAML, TOML, CSV, properties, manifests, Maven projects.
 *
 * <p>Invariants: what is read comes from strangers, so depth, size, numbers and aliases have bounds and nothing outside of the text is looked at; values
 * keep their order and are of the types that pipelines know; a call that names no file needs no workspace.
 */
@NullMarked
package dev.millrace.plugins.data;

import org.jspecify.annotations.NullMarked;
