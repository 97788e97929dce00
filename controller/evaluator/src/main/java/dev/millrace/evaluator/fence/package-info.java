/**
 * The language sandbox: what pipeline code may name and call of what is not its own. It is a list of what is allowed; all else is refused.
 *
 * <p>It holds in two places. When a source is compiled, every type and annotation that it names is looked up ({@link
 * dev.millrace.evaluator.fence.NamedTypes}, {@link dev.millrace.evaluator.fence.Annotations}). When it runs, every dynamic act of Groovy ends in a metaclass,
 * and the metaclasses of this process ({@link dev.millrace.evaluator.fence.MetaClasses}) find only what the list names. Call sites are linked once, so code
 * that computes pays nothing.
 *
 * <p>Invariants: there is no way around a metaclass, because nothing is compiled statically; there is one list for pipelines, libraries and what is loaded; the
 * list never changes while the process runs. It is depth: the boundary is the process.
 */
@NullMarked
package dev.millrace.evaluator.fence;

import org.jspecify.annotations.NullMarked;
