package dev.accepted.library;

import dev.accepted.jaxrs.LongRunningFeature;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.filter.RolesAllowedDynamicFeature;

/** The application that the tests deploy. */
public class App extends ResourceConfig {

    public App() {
        register(LongRunningFeature.class);
        register(RolesAllowedDynamicFeature.class);
        register(Resources.class);
        register(Mirror.class);
        register(Guarded.class);
        register(Slow.class);
        register(Moody.class);
        register(new Moody.SoldOutMapper());
        register(new ReadsAndMarks());
    }

    /** A filter that reads bodies and marks answers, as many applications have one. */
    private static final class ReadsAndMarks implements ContainerRequestFilter, ContainerResponseFilter {

        @Override
        public void filter(ContainerRequestContext request) throws IOException {
            byte[] body = request.getEntityStream().readAllBytes();
            if (request.getLength() > 0 && body.length == 0) {
                request.abortWith(Response.status(400).build());
            }
            request.setEntityStream(new ByteArrayInputStream(body));
        }

        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext answer) {
            answer.getHeaders().add("X-Filtered", "once");
        }
    }
}
