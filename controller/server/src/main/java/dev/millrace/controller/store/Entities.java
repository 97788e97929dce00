package dev.millrace.controller.store;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.bytecode.internal.none.BytecodeProviderImpl;
import org.hibernate.bytecode.spi.BytecodeProvider;

/**
 * The mapped classes of all packages, one session factory. Booted in the background, without a look at the database, so that it costs no time while the
 * server starts.
 */
public final class Entities implements AutoCloseable {
    private static final Map<String, Object> SETTINGS = Map.of(
            "jakarta.persistence.database-product-name", "PostgreSQL",
            "jakarta.persistence.database-major-version", "16",
            "hibernate.boot.allow_jdbc_metadata_access", "false",
            "hibernate.hbm2ddl.auto", "none",
            "hibernate.jdbc.time_zone", "UTC",
            "hibernate.xml_mapping_enabled", "false",
            "jakarta.persistence.validation.mode", "none");

    private final FutureTask<SessionFactory> factory;

    private Entities(Callable<SessionFactory> boot) {
        factory = new FutureTask<>(boot);
    }

    /** Begins to boot with the annotated classes that the packages offer. */
    public static Entities boot(List<Class<?>> classes) {
        var entities = new Entities(() -> build(List.copyOf(classes)));
        Thread.ofPlatform().name("entities-boot").daemon().start(entities.factory);
        return entities;
    }

    private static SessionFactory build(List<Class<?>> classes) {
        var registry = new StandardServiceRegistryBuilder()
                // Rows have no lazy parts: without generated proxies and accessors it boots in two thirds of the time.
                .addService(BytecodeProvider.class, new BytecodeProviderImpl())
                .applySettings(SETTINGS)
                .build();
        var sources = new MetadataSources(registry).addAnnotatedClasses(classes.toArray(Class<?>[]::new));
        return sources.getMetadataBuilder()
                .applyPhysicalNamingStrategy(new PhysicalNamingStrategySnakeCaseImpl())
                .build()
                .buildSessionFactory();
    }

    /** Waits for the end of the boot. */
    SessionFactory factory() {
        try {
            return factory.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the entities boot", e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("Entities cannot be mapped: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        factory().close();
    }
}
