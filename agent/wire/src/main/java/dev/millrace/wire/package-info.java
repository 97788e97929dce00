/**
 * What controller, agent and evaluator share: the message schema ({@code dev.millrace.wire.proto}, generated), framing with limits, and the keys by
 * which controller and agent know each other. Invariant: nothing here trusts what it reads; the Netty and certificate parts are optional, so that
 * the evaluator carries neither.
 */
@NullMarked
package dev.millrace.wire;

import org.jspecify.annotations.NullMarked;
