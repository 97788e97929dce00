package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.language.Dialect;

/** The declarative language. */
public final class Stages {
    /** {@code pipeline { }}. */
    public static final Dialect DIALECT = DeclarativeReader::new;

    private Stages() {}
}
