package dev.millrace.controller.schedule;

/**
 * A demand with its amounts worked out.
 *
 * @param demand what is asked
 * @param amounts one executor and its resources
 */
record Load(Demand demand, Amounts amounts) {}
