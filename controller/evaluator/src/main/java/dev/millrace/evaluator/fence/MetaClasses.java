package dev.millrace.evaluator.fence;

import groovy.lang.GroovyObject;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.MetaClass;
import groovy.lang.MetaClassRegistry;
import org.codehaus.groovy.runtime.GeneratedClosure;

/**
 * Makes all metaclasses of the process. Groovy finds it by the name of {@link groovy.runtime.metaclass.CustomMetaClassCreationHandle} before it makes the first
 * one, so that nobody can forget to install it.
 */
public class MetaClasses extends MetaClassRegistry.MetaClassCreationHandle {
    /** Takes away what Groovy adds to classes and pipelines may not use. Called when all of that is registered and nothing is in use. */
    @SuppressWarnings("this-escape") // Groovy's method sets a flag
    protected MetaClasses() {
        setDisableCustomMetaClassLookup(true);
        DefaultMethods.keep(AllowList.STANDARD);
    }

    @Override
    @SuppressWarnings("rawtypes") // as Groovy declares it
    protected MetaClass createNormalMetaClass(Class type, MetaClassRegistry registry) {
        if (GeneratedClosure.class.isAssignableFrom((Class<?>) type)) {
            ClosureClasses.fence();
        }
        return open((Class<?>) type)
                ? super.createNormalMetaClass(type, registry)
                : new FencedMetaClass(registry, type, AllowList.STANDARD);
    }

    /** A pipeline's own class that inherits only what is allowed in whole: Groovy's own metaclass is fastest, and there is nothing to refuse. */
    private static boolean open(Class<?> type) {
        return OwnCode.is(type)
                && Supertypes.of(type).stream().allMatch(one -> {
                    var rule = AllowList.STANDARD.type(one.getName());
                    return OwnCode.is(one) || inEvery(one) || (rule != null && rule.open());
                });
    }

    /** Every class has it, or it has nothing. */
    private static boolean inEvery(Class<?> type) {
        return type == Object.class
                || GroovyObject.class == type
                || GroovyObjectSupport.class == type
                || (type.isInterface() && type.getMethods().length == 0);
    }
}
