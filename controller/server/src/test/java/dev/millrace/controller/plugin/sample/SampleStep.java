package dev.millrace.controller.plugin.sample;

import dev.millrace.api.PluginServices;
import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepException;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Does one of several things, by the arguments of the call. */
final class SampleStep implements ActionStep {
    private final String name;
    private final boolean workspace;
    private final @Nullable String provider;
    private final PluginServices services;

    SampleStep(String name, boolean workspace, @Nullable String provider, PluginServices services) {
        this.name = name;
        this.workspace = workspace;
        this.provider = provider;
        this.services = services;
    }

    @Override
    public StepDescriptor descriptor() {
        var described = StepDescriptor.named(name).summary("For tests.").example(name + "()");
        if (provider != null) {
            described.provider(provider);
        }
        return (workspace ? described.needsWorkspace() : described).build();
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var arguments = call.arguments().values();
        if (arguments.get("entered") instanceof CountDownLatch entered
                && arguments.get("leave") instanceof CountDownLatch leave) {
            entered.countDown();
            leave.await();
            // A class that is not loaded before: its archive must still be open.
            return new Late().word();
        }
        if (arguments.containsKey("load")) {
            return canLoad(call.arguments().text("load"));
        }
        if (arguments.containsKey("sql")) {
            return sql(call.arguments().text("sql"));
        }
        return SampleStep.class.getClassLoader();
    }

    private static boolean canLoad(String type) {
        try {
            Class.forName(type, false, SampleStep.class.getClassLoader());
            return SampleStep.class
                    .getClassLoader()
                    .equals(Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private String sql(String text) throws StepException {
        try (var connection = services.database().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(text);
            return connection.getSchema();
        } catch (SQLException e) {
            throw new StepException("sql", String.valueOf(e.getMessage()));
        }
    }

    /** Loaded at first use. */
    private static final class Late {
        String word() {
            return "done";
        }
    }
}
