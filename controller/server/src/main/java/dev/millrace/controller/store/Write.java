package dev.millrace.controller.store;

/**
 * One row for one statement.
 *
 * @param statement which statement; the same object for all rows of its kind
 * @param row what it binds
 */
public record Write<R>(RowStatement<R> statement, R row) {}
