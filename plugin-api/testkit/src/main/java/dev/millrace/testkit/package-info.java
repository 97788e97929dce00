/**
 * What plugin authors test with: {@link dev.millrace.testkit.PluginBench} runs a plugin's steps over a real directory and real processes,
 * {@link dev.millrace.testkit.PluginContract} holds what every plugin keeps. No mocks: the fakes here do what the real thing does, with the same
 * limits and the same failures.
 */
@NullMarked
package dev.millrace.testkit;

import org.jspecify.annotations.NullMarked;
