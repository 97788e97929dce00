package dev.millrace.evaluator.fence;

import groovy.lang.MetaMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.codehaus.groovy.reflection.ClassInfo;
import org.jspecify.annotations.Nullable;

/** The methods that Groovy adds to classes: those that the list does not name are taken away, for everybody, before anything calls them. */
final class DefaultMethods {
    /** Where a class comes as an argument, it has to be one that could be named. */
    private static final Map<String, Function<AllowList, Consumer<Class<?>>>> CHECKED = Map.of(
            "asType", list -> type -> named(list, type),
            "use", list -> DefaultMethods::category,
            "newInstance", list -> type -> named(list, type));

    private DefaultMethods() {}

    static void keep(AllowList list) {
        for (var info : new ArrayList<>(ClassInfo.getAllClassInfo())) {
            var type = info.getCachedClass();
            var there = type.getNewMetaMethods();
            if (there.length > 0) {
                type.setNewMopMethods(Arrays.stream(there)
                        .filter(method -> list.defaultMethod(type.getTheClass(), method.getName()))
                        .map(method -> checked(method, list))
                        .toList());
            }
        }
    }

    private static MetaMethod checked(MetaMethod method, AllowList list) {
        var check = CHECKED.get(method.getName());
        return check == null ? method : new CheckedMethod(method, check.apply(list));
    }

    private static void named(AllowList list, Class<?> type) {
        if (!Naming.allowed(list, type)) {
            throw new NotForPipelines(type.getTypeName(), list.insteadOf(type.getName()));
        }
    }

    /** Methods of any class would become methods of every object. */
    private static void category(@Nullable Class<?> type) {
        if (type != null && !OwnCode.is(type)) {
            throw new NotForPipelines(
                    "use(" + type.getSimpleName() + ")", "use takes classes that the pipeline defines");
        }
    }
}
