/** What pipelines that were written for Jenkins find here, from everything that comes with Millrace. */
@org.jspecify.annotations.NullMarked
package dev.millrace.compatibility;
