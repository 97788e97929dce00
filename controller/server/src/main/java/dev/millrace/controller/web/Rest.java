package dev.millrace.controller.web;

import jakarta.ws.rs.container.ContainerResponseFilter;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** The JAX-RS application: every class by name, nothing searched for, which is what makes it start fast. */
final class Rest {
    /** Held, so that its level stays: it takes resources that are given as objects for providers that are wrong. */
    private static final Logger PROVIDERS = Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");

    private Rest() {}

    /** Classes that have addresses. */
    static final List<Class<?>> RESOURCES = List.of(
            HealthResource.class,
            OpenApiResource.class,
            SessionResource.class,
            OrganizationResource.class,
            LibraryResource.class,
            ToolResource.class,
            LimitsResource.class,
            SchedulingResource.class,
            ProjectResource.class,
            RunResource.class,
            QuestionResource.class,
            RestartResource.class,
            ReplayResource.class,
            ExplainResource.class,
            InspectResource.class,
            StartResource.class,
            LogResource.class,
            FileResource.class,
            AgentResource.class,
            QueueResource.class,
            TokenResource.class,
            BlobResource.class,
            BlobKeepingResource.class,
            LanguageResource.class,
            DryRunResource.class,
            PluginResource.class);

    static ResourceConfig application(Doors doors, Streams streams, WebConfig config) {
        PROVIDERS.setLevel(Level.SEVERE);
        var mapper = Json.mapper();
        var access = new Access(doors);
        var application = new ResourceConfig();
        application.addProperties(Map.of(
                ServerProperties.WADL_FEATURE_DISABLE, true,
                ServerProperties.BV_FEATURE_DISABLE, true,
                ServerProperties.METAINF_SERVICES_LOOKUP_DISABLE, true,
                // what is flushed is sent: event streams need that
                ServerProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, 0,
                ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true,
                CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true,
                CommonProperties.PROVIDER_DEFAULT_DISABLE, "DATASOURCE,DOM,RENDEREDIMAGE,SAX,SOURCE"));
        application.registerInstances(
                new PackagePrivate(),
                new Authentication(doors),
                new BodyLimit(config),
                new ProblemMapper(),
                new JsonBodies(mapper),
                noStore(),
                new HealthResource(doors, config.release()),
                new OpenApiResource(),
                new SessionResource(doors, config.sessionLifetime()),
                new OrganizationResource(doors, access),
                new LibraryResource(doors, access),
                new ToolResource(doors, access),
                new LimitsResource(doors, access),
                new SchedulingResource(doors, access),
                new ProjectResource(doors, access),
                new RunResource(doors, access),
                new QuestionResource(doors, access),
                new RestartResource(doors, access),
                new ReplayResource(doors, access),
                new ExplainResource(doors, access),
                new InspectResource(doors, access),
                new StartResource(doors, access),
                new LogResource(doors, access, new EventFormat(mapper), streams, config.heartbeat()),
                new FileResource(doors, access),
                new AgentResource(doors),
                new QueueResource(doors),
                new TokenResource(doors),
                new BlobResource(doors),
                new BlobKeepingResource(doors),
                new LanguageResource(doors),
                new DryRunResource(doors, access),
                new PluginResource(doors));
        return application;
    }

    /** Answers are of the moment and for the caller alone. */
    private static ContainerResponseFilter noStore() {
        return (request, response) -> response.getHeaders().putSingle("Cache-Control", "no-store");
    }
}
