package dev.millrace.evaluator.language;

/** Finds the pipeline's own lines in stack traces. */
final class Traces {
    private Traces() {}

    /** The innermost line of the pipeline that a failure went through; 0 if none. */
    static int line(Throwable failure, ClassLoader loader, String main) {
        for (var element : failure.getStackTrace()) {
            var type = element.getClassName();
            var own = type.equals(main)
                    || type.startsWith(main + "$")
                    || String.valueOf(loader.getName()).equals(element.getClassLoaderName());
            if (own && element.getLineNumber() > 0) {
                return element.getLineNumber();
            }
        }
        return 0;
    }
}
