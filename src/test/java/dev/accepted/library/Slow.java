package dev.accepted.library;

import dev.accepted.handler.JobContext;
import dev.accepted.jaxrs.LongRunning;
import dev.accepted.jaxrs.LongRunning.When;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Methods that last as long as they are let. */
@Path("slow")
public final class Slow {

    private static final Set<String> LET = ConcurrentHashMap.newKeySet();

    @POST
    @Path("let/{name}")
    public void let(@PathParam("name") String name) {
        LET.add(name);
    }

    @POST
    @Path("always/{name}")
    @LongRunning(type = "slow.always", queue = "slow")
    public String always(@PathParam("name") String name, String text) throws InterruptedException {
        await(name);
        return text;
    }

    @POST
    @Path("preferred/{name}")
    @LongRunning(type = "slow.preferred", when = When.PREFERRED)
    public String preferred(@PathParam("name") String name, @Context JobContext job) throws InterruptedException {
        await(name);
        return job == null ? "no job" : "a job";
    }

    /** Its {@code f} is its own, and no form of ours. */
    @POST
    @Path("slow/{name}")
    @LongRunning(type = "slow.slow", when = When.SLOW, seconds = 1)
    public Response slow(@PathParam("name") String name, @QueryParam("f") String f) throws InterruptedException {
        await(name);
        return Response.status(201)
                .header("X-Own", f)
                .entity("{\"name\":\"" + name + "\"}")
                .type("application/json")
                .build();
    }

    /** The JAX-RS runtime answers HEAD by it too. */
    @GET
    @Path("get")
    @LongRunning(type = "slow.get")
    public String get() {
        return "got";
    }

    private static void await(String name) throws InterruptedException {
        while (!LET.contains(name)) {
            Thread.sleep(5);
        }
    }
}
