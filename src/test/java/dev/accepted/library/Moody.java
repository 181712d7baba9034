package dev.accepted.library;

import dev.accepted.handler.JobContext;
import dev.accepted.jaxrs.LongRunning;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.Serial;

/** Methods that do not always do what they are asked. */
@Path("moody")
public final class Moody {

    /** The application has an answer for this. */
    static final class SoldOutException extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;
    }

    /** The answer. */
    static final class SoldOutMapper implements ExceptionMapper<SoldOutException> {

        @Override
        public Response toResponse(SoldOutException error) {
            return Response.status(422)
                    .entity("<sold-out/>")
                    .type("application/xml")
                    .build();
        }
    }

    @POST
    @Path("{mood}")
    @LongRunning(type = "moody", attempts = 2)
    public Response act(@PathParam("mood") String mood, @Context JobContext job) {
        return switch (mood) {
            case "sold-out" -> throw new SoldOutException();
            case "lost" -> throw new NotFoundException();
            case "broken" -> throw new IllegalStateException("secret");
            case "busy" -> Response.status(503).entity("busy " + job.attempt()).build();
            case "better" ->
                job.attempt() == 1
                        ? Response.serverError().build()
                        : Response.ok("better").build();
            case "moved" -> Response.seeOther(java.net.URI.create("/elsewhere")).build();
            default -> Response.noContent().build();
        };
    }
}
