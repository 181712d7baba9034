package dev.accepted.http;

import dev.accepted.dialect.ProblemCode;
import dev.accepted.security.Needs;
import dev.accepted.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The front doors: 202 before endpoints that cannot be changed. Whatever passes makes a job, so HEAD never does, and GET only where
 * the operator says so.
 */
@Path(DoorPath.TEMPLATE)
public final class DoorResource {

    private final Map<String, Door> doors;
    private final SubmitRequest submit;

    @Context
    @SuppressWarnings("NullAway.Init")
    private HttpServletRequest asked;

    /** These doors. */
    DoorResource(List<Door> doors, SubmitRequest submit) {
        this.doors = doors.stream().collect(Collectors.toMap(Door::name, Function.identity()));
        this.submit = submit;
    }

    /** Through the door. */
    @GET
    @Metered
    @Needs(Right.SUBMIT)
    public CompletionStage<Response> get(@Context ContainerRequestContext request) {
        return pass(request);
    }

    /** Through the door. */
    @POST
    @Metered
    @Needs(Right.SUBMIT)
    public CompletionStage<Response> post(@Context ContainerRequestContext request) {
        return pass(request);
    }

    /** Through the door. */
    @PUT
    @Metered
    @Needs(Right.SUBMIT)
    public CompletionStage<Response> put(@Context ContainerRequestContext request) {
        return pass(request);
    }

    /** Through the door. */
    @PATCH
    @Metered
    @Needs(Right.SUBMIT)
    public CompletionStage<Response> patch(@Context ContainerRequestContext request) {
        return pass(request);
    }

    /** Through the door. */
    @DELETE
    @Metered
    @Needs(Right.SUBMIT)
    public CompletionStage<Response> delete(@Context ContainerRequestContext request) {
        return pass(request);
    }

    /** Through no door, for none takes it. */
    @HEAD
    @Needs(Right.SUBMIT)
    public CompletionStage<Response> head(@Context ContainerRequestContext request) {
        return pass(request);
    }

    /** What the door takes. */
    @OPTIONS
    @Needs(Right.SUBMIT)
    public Response options(@PathParam("door") String name) {
        return Response.ok().header(HttpHeaders.ALLOW, allowed(find(name))).build();
    }

    private CompletionStage<Response> pass(ContainerRequestContext request) {
        String name = request.getUriInfo().getPathParameters().getFirst("door");
        Door door = find(name);
        if (!door.methods().contains(request.getMethod())) {
            throw notAllowed(door);
        }
        return submit.submit(door, DoorPath.of(asked, name).orElseThrow(() -> unknown(name)), request);
    }

    private Door find(String name) {
        Door door = doors.get(name);
        if (door == null) {
            throw unknown(name);
        }
        return door;
    }

    private static ProblemException unknown(String name) {
        return new ProblemException(ProblemCode.NOT_FOUND, "There is no front door '" + name + "' here.");
    }

    private static NotAllowedException notAllowed(Door door) {
        return new NotAllowedException(allowed(door), new String[0]);
    }

    private static String allowed(Door door) {
        return Stream.concat(door.methods().stream(), Stream.of("OPTIONS"))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
