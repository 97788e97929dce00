package dev.millrace.evaluator.fence;

/** What a class loader is that defines the classes of pipelines and their libraries: code that may do with itself what it likes. */
public interface OwnCode {
    /** Whether a class is a pipeline's own. */
    static boolean is(Class<?> type) {
        return type.getClassLoader() instanceof OwnCode;
    }
}
