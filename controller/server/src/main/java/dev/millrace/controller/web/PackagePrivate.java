package dev.millrace.controller.web;

import java.lang.reflect.InvocationHandler;
import org.glassfish.jersey.inject.hk2.AbstractBinder;
import org.glassfish.jersey.server.model.Invocable;
import org.glassfish.jersey.server.spi.internal.ResourceMethodInvocationHandlerProvider;

/** Lets Jersey call resources that are not public: nothing outside of this package has a use for their names. */
final class PackagePrivate extends AbstractBinder implements ResourceMethodInvocationHandlerProvider {
    @Override
    protected void configure() {
        bind(this).to(ResourceMethodInvocationHandlerProvider.class);
    }

    @Override
    public InvocationHandler create(Invocable resource) {
        return (target, method, arguments) -> {
            method.setAccessible(true);
            return method.invoke(target, arguments);
        };
    }
}
