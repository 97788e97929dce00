package dev.millrace.evaluator.fence;

import groovy.lang.Closure;
import groovy.lang.MetaBeanProperty;
import groovy.lang.MetaClassImpl;
import groovy.lang.MetaClassRegistry;
import groovy.lang.MetaMethod;
import groovy.lang.MetaProperty;
import groovy.lang.MissingMethodException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.codehaus.groovy.reflection.CachedConstructor;
import org.codehaus.groovy.reflection.CachedField;
import org.codehaus.groovy.reflection.CachedMethod;
import org.codehaus.groovy.runtime.metaclass.MethodMetaProperty;
import org.jspecify.annotations.Nullable;

/**
 * The metaclass of a class that is not a pipeline's own, or inherits from one that is allowed in part only. Groovy asks it for a method, constructor or
 * property when it links a call, and whenever it calls without linking: what the list does not allow is refused there. What Groovy adds to classes is not
 * looked at: {@link DefaultMethods} has taken away what is not allowed.
 */
@SuppressWarnings({"rawtypes", "NullAway"}) // as Groovy declares them
final class FencedMetaClass extends MetaClassImpl {
    /** The compiler writes it into every class of a pipeline: with the metaclass of another, nothing would be refused any more. */
    private static final String REPLACING = "setMetaClass";

    private static final String REPLACED = "metaClass";
    private final AllowList list;
    private final boolean own;
    private final Set<Object> allowed = ConcurrentHashMap.newKeySet();

    FencedMetaClass(MetaClassRegistry registry, Class<?> type, AllowList list) {
        super(registry, type);
        this.list = list;
        this.own = OwnCode.is(type);
    }

    /** All methods and constructors are chosen here, whichever way the call came. */
    @Override
    protected @Nullable Object chooseMethod(String name, Object candidates, Class[] arguments) {
        var chosen = super.chooseMethod(name, candidates, arguments);
        if (chosen != null && !allowed.contains(chosen)) {
            if (!allows(chosen)) {
                throw refused(name, arguments);
            }
            allowed.add(chosen);
        }
        return chosen;
    }

    private boolean allows(Object chosen) {
        return switch (chosen) {
            case CachedMethod method -> allows(method);
            case CachedConstructor constructor ->
                list.constructor(getTheClass(), constructor.getNativeParameterTypes());
            default -> true;
        };
    }

    private boolean allows(MetaMethod method) {
        return !(method instanceof CachedMethod cached)
                || (!cached.getName().equals(REPLACING)
                        && (OwnCode.is(cached.getCachedMethod().getDeclaringClass())
                                || closure(cached)
                                || (cached.isPublic()
                                        && list.method(
                                                getTheClass(), cached.getName(), cached.getNativeParameterTypes()))));
    }

    /** What a closure of Groovy's own does when it is called: a method pointer, a curried one, an iterator's. Whatever that calls is looked at again. */
    private static boolean closure(CachedMethod method) {
        return method.getName().equals("doCall")
                && Closure.class.isAssignableFrom(method.getDeclaringClass().getTheClass());
    }

    private boolean allows(CachedField field) {
        return OwnCode.is(field.getDeclaringClass())
                || (field.isPublic() && list.field(field.getDeclaringClass(), field.getName()));
    }

    private boolean readable(@Nullable MetaProperty property) {
        return switch (property) {
            case null -> true;
            case CachedField field -> allows(field);
            case MethodMetaProperty read -> allows(read.getMetaMethod());
            case MetaBeanProperty bean ->
                bean.getGetter() == null
                        ? bean.getField() == null || allows(bean.getField())
                        : allows(bean.getGetter());
            default -> true; // of maps, arrays and lists, or one that asks another metaclass
        };
    }

    private static boolean writable(CachedField field) {
        return OwnCode.is(field.getDeclaringClass()) && !field.getName().equals(REPLACED);
    }

    private boolean writable(MetaProperty property) {
        return switch (property) {
            case MetaBeanProperty bean ->
                bean.getSetter() == null
                        ? bean.getField() != null && writable(bean.getField())
                        : allows(bean.getSetter());
            case CachedField field -> writable(field);
            default -> false;
        };
    }

    @Override
    public MetaProperty getEffectiveGetMetaProperty(Class sender, Object object, String name, boolean useSuper) {
        var property = super.getEffectiveGetMetaProperty(sender, object, name, useSuper);
        if (!readable(property)) {
            throw refused(name);
        }
        return property;
    }

    @Override
    public @Nullable Object getProperty(
            Class sender, Object object, String name, boolean useSuper, boolean fromInsideClass) {
        return getEffectiveGetMetaProperty(sender, object, name, useSuper).getProperty(object);
    }

    @Override
    @SuppressWarnings("unchecked") // a map that Groovy takes for a bean
    public void setProperty(
            Class sender,
            Object object,
            String name,
            @Nullable Object value,
            boolean useSuper,
            boolean fromInsideClass) {
        var other = object instanceof Class<?> type && getTheClass() != Class.class && type != getTheClass();
        var property = other ? null : super.getMetaProperty(name);
        if (other || (property != null && writable(property))) {
            super.setProperty(own ? sender : getTheClass(), object, name, value, useSuper, fromInsideClass);
        } else if (object instanceof Map map) {
            map.put(name, value);
        } else if (own && property == null) {
            super.setProperty(sender, object, name, value, useSuper, fromInsideClass);
        } else {
            throw refused(name);
        }
    }

    @Override
    public @Nullable Object getAttribute(
            Class sender, Object object, String name, boolean useSuper, boolean fromInsideClass) {
        attribute(object, name);
        return super.getAttribute(own ? sender : getTheClass(), object, name, useSuper, fromInsideClass);
    }

    @Override
    public void setAttribute(
            Class sender,
            Object object,
            String name,
            @Nullable Object value,
            boolean useSuper,
            boolean fromInsideClass) {
        var property = super.getMetaProperty(name);
        var field = property instanceof MetaBeanProperty bean ? bean.getField() : property;
        if (!(field instanceof CachedField cached) || !writable(cached)) {
            throw refused(name);
        }
        super.setAttribute(sender, object, name, value, useSuper, fromInsideClass);
    }

    private void attribute(Object object, String name) {
        if (object instanceof Class<?> type && getTheClass() != Class.class && type != getTheClass()) {
            return; // the metaclass of that one is asked
        }
        var property = super.getMetaProperty(name);
        var field = property instanceof MetaBeanProperty bean ? bean.getField() : property;
        if (!(field instanceof CachedField cached) || !allows(cached)) {
            throw refused(name);
        }
    }

    @Override
    public @Nullable MetaProperty getMetaProperty(String name) {
        var property = super.getMetaProperty(name);
        return readable(property) ? property : null;
    }

    @Override
    public List<MetaProperty> getProperties() {
        return super.getProperties().stream().filter(this::readable).toList();
    }

    @Override
    public Object invokeMethod(
            Class sender, Object object, String name, Object[] arguments, boolean isCallToSuper, boolean fromInside) {
        try {
            return super.invokeMethod(sender, object, name, arguments, isCallToSuper, fromInside);
        } catch (MissingMethodException e) {
            throw hinted(e, name);
        }
    }

    @Override
    public Object invokeStaticMethod(Object object, String name, Object[] arguments) {
        try {
            return super.invokeStaticMethod(object, name, arguments);
        } catch (MissingMethodException e) {
            throw hinted(e, name);
        }
    }

    /** What was taken away looks to Groovy as if it had never been: where there is something to use instead, people are told. */
    private RuntimeException hinted(MissingMethodException missing, String name) {
        var instead = name.equals(missing.getMethod()) ? list.insteadOf(getTheClass(), name) : "";
        return instead.isEmpty() ? missing : new NotForPipelines(simple() + "." + name, instead);
    }

    private NotForPipelines refused(String name, Class<?>... arguments) {
        var parameters = Arrays.stream(arguments)
                .map(type -> type == null ? "null" : type.getSimpleName())
                .collect(Collectors.joining(", ", "(", ")"));
        return new NotForPipelines(
                name.equals("<init>")
                        ? "new " + getTheClass().getTypeName() + parameters
                        : simple() + "." + name + parameters,
                list.insteadOf(getTheClass(), name.equals("<init>") ? Rule.CONSTRUCTOR : name));
    }

    private NotForPipelines refused(String property) {
        return new NotForPipelines(simple() + "." + property, list.insteadOf(getTheClass(), property));
    }

    private String simple() {
        return list.names(getTheClass().getName())
                ? getTheClass().getSimpleName()
                : getTheClass().getTypeName();
    }
}
