package dev.millrace.evaluator.fence;

import groovy.lang.MetaMethod;
import java.util.List;
import java.util.function.Consumer;
import org.codehaus.groovy.reflection.CachedClass;
import org.jspecify.annotations.Nullable;

/** A method of Groovy's that takes classes, which are looked at before it is called. */
final class CheckedMethod extends MetaMethod {
    private final MetaMethod method;
    private final Consumer<Class<?>> check;

    CheckedMethod(MetaMethod method, Consumer<Class<?>> check) {
        this.method = method;
        this.check = check;
        setParametersTypes(method.getParameterTypes());
    }

    @Override
    public int getModifiers() {
        return method.getModifiers();
    }

    @Override
    public String getName() {
        return method.getName();
    }

    @Override
    public Class<?> getReturnType() {
        return method.getReturnType();
    }

    @Override
    public CachedClass getDeclaringClass() {
        return method.getDeclaringClass();
    }

    @Override
    public @Nullable Object invoke(Object object, @Nullable Object[] arguments) {
        look(object);
        for (var argument : arguments) {
            look(argument);
        }
        return method.invoke(object, arguments);
    }

    private void look(@Nullable Object argument) {
        switch (argument) {
            case Class<?> type -> check.accept(type);
            case List<?> many -> many.forEach(this::look);
            case Object[] many -> {
                for (var one : many) {
                    look(one);
                }
            }
            case null, default -> {}
        }
    }
}
