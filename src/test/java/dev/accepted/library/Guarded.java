package dev.accepted.library;

import dev.accepted.jaxrs.LongRunning;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Methods with rules of their own on who may call them, all long-running. */
@Path("guarded")
@LongRunning
@RolesAllowed("clerk")
public final class Guarded {

    @GET
    @Path("clerks")
    public String forClerks() {
        return "for clerks";
    }

    @GET
    @Path("all")
    @PermitAll
    public String forAll() {
        return "for all";
    }

    @GET
    @Path("none")
    @DenyAll
    public String forNobody() {
        return "for nobody";
    }
}
