package dev.accepted.jaxrs;

import dev.accepted.handler.JobContext;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.Optional;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.internal.util.collection.Ref;
import org.glassfish.jersey.process.internal.RequestScoped;

/**
 * Makes jobs of requests to {@link LongRunning} methods. To be registered by its class in the Jersey application that has them,
 * in a web application that has Accepted's classes and libraries among its own; a web fragment in their jar declares the servlet
 * that serves the jobs at {@code /job-management}.
 */
public final class LongRunningFeature implements Feature {

    private static final String SERVLET = "dev.accepted.boot.AcceptedServlet";

    @Context
    @SuppressWarnings("NullAway.Init")
    private ServletContext web;

    @Inject
    @SuppressWarnings("NullAway.Init")
    private Provider<Ref<HttpServletRequest>> requests;

    @Inject
    @SuppressWarnings("NullAway.Init")
    private Provider<Ref<HttpServletResponse>> responses;

    /** The job that a request is done for now; empty for a request that has just come in. */
    public static Optional<JobContext> jobOf(ContainerRequestContext request) {
        return Optional.ofNullable((JobContext) request.getProperty(RunMethod.JOB));
    }

    @Override
    public boolean configure(FeatureContext context) {
        if (web.getServletRegistrations().values().stream()
                .noneMatch(servlet -> SERVLET.equals(servlet.getClassName()))) {
            throw new IllegalStateException("Nobody would run jobs here: the servlet " + SERVLET
                    + " is not deployed. Where a web.xml is metadata-complete, or orders its fragments, it must declare that "
                    + "servlet itself, as META-INF/web-fragment.xml in Accepted's jar does");
        }
        LongRunningMethods methods = LongRunningMethods.of(web);
        Entrance entrance = new Entrance();
        TakeRequest.Servlet servlet = new TakeRequest.Servlet(
                web, () -> requests.get().get(), () -> responses.get().get());
        context.register(entrance);
        DynamicFeature finding = (resource, each) -> Said.of(resource, entrance).ifPresent(said -> {
            Perishable.refuse(said.method(), resource.getResourceClass());
            methods.add(said);
            each.register(new TakeRequest(methods, said, servlet));
        });
        context.register(finding, DynamicFeature.class);
        context.register(new AbstractBinder() {
            @Override
            protected void configure() {
                bindFactory(CurrentJob.class).to(JobContext.class).in(RequestScoped.class);
            }
        });
        return true;
    }
}
