/**
 * What a plugin is and what the host gives it.
 *
 * <p>Plugins compile against this module alone: interfaces and records, no type of Netty, Hibernate, Servlet or Groovy. A plugin runs in the
 * controller, in its own class loader; it never runs on an agent, it composes what agents offer through {@link dev.millrace.api.workspace}.
 */
@NullMarked
package dev.millrace.api;

import org.jspecify.annotations.NullMarked;
