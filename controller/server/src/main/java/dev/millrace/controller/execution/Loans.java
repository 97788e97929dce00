package dev.millrace.controller.execution;

/**
 * The libraries of one program.
 *
 * @param body finds and reads them
 * @param told what the program may read of them
 */
record Loans(LibraryBody body, ToldBlobs told) {}
