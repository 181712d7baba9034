package dev.accepted.http;

import dev.accepted.security.Open;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.BooleanSupplier;

/** Whether the application lives, and takes work: for load balancers and orchestrators, which do not sign in. */
@Path("health")
public final class ProbesResource {

    private final BooleanSupplier ready;

    /** Asks this whenever it is asked. */
    ProbesResource(BooleanSupplier ready) {
        this.ready = ready;
    }

    /** 200 as long as there is somebody to say so. */
    @GET
    @Path("live")
    @Open
    public Response live() {
        return answer(true);
    }

    /** 200 while submissions are taken; 503 when they are not. */
    @GET
    @Path("ready")
    @Open
    public Response ready() {
        return answer(ready.getAsBoolean());
    }

    private static Response answer(boolean up) {
        return Response.status(up ? 200 : 503)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-store")
                .entity(up ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}")
                .build();
    }
}
