package dev.millrace.evaluator.fence;

/** Which classes pipelines can name. */
final class Naming {
    private Naming() {}

    static boolean allowed(AllowList list, Class<?> type) {
        var element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element.isPrimitive() || OwnCode.is(element) || list.names(element.getName());
    }
}
