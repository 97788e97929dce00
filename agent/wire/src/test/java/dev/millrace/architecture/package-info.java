/** The rules of the house, for the tests of each program that follows them. */
package dev.millrace.architecture;
