package dev.millrace.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Set;

/**
 * What Ctrl-C does. The platform has no supported way to hear of it a second time, so its internal one is used, by name: where it is missing,
 * Ctrl-C ends the program as usual.
 */
final class Interrupts {
    private Interrupts() {}

    /** Calls back for SIGINT and SIGTERM from now on, in place of ending the program. */
    static void on(Runnable then) {
        for (var name : Set.of("INT", "TERM")) {
            handle(name, then);
        }
    }

    private static void handle(String name, Runnable then) {
        try {
            var signalType = Class.forName("sun.misc.Signal");
            var handlerType = Class.forName("sun.misc.SignalHandler");
            InvocationHandler call = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    Thread.startVirtualThread(then);
                    yield null;
                }
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                default -> "handler of " + name;
            };
            var handler = Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType}, call);
            var signal = signalType.getConstructor(String.class).newInstance(name);
            signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // the usual end of the program stays
            assert e != null;
        }
    }
}
