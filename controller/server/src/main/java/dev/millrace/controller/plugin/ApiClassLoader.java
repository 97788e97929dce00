package dev.millrace.controller.plugin;

/** What plugins see of the controller: the plugin API and its annotations, beside the JDK. Nothing else, neither classes nor resources. */
final class ApiClassLoader extends ClassLoader {
    private final ClassLoader controller;

    ApiClassLoader(ClassLoader controller) {
        super("plugin-api", ClassLoader.getPlatformClassLoader());
        this.controller = controller;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith("dev.millrace.api.") || name.startsWith("org.jspecify.annotations.")) {
            return controller.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
