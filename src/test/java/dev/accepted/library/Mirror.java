package dev.accepted.library;

import dev.accepted.handler.JobContext;
import dev.accepted.jaxrs.LongRunning;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.MatrixParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceContext;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Providers;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Says what it was asked: at once, or later. Both must be the same. */
@Path("mirror/{how}")
public final class Mirror {

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders headers;

    @Context
    private SecurityContext security;

    @Context
    private Providers providers;

    @Context
    private Configuration configuration;

    @Context
    private ResourceContext resources;

    /** Parameters in one bean. */
    public static final class Bean {

        @QueryParam("q")
        private List<String> query;

        @MatrixParam("m")
        private String matrix;

        @HeaderParam("X-Own")
        private List<String> header;

        @CookieParam("flavour")
        private String cookie;
    }

    @PUT
    @Path("all/{rest}")
    public Response now(
            @PathParam("rest") String rest,
            @BeanParam Bean bean,
            @FormParam("f") List<String> form,
            @Context Request request,
            @Context Application application) {
        return answer(bean, form, request, application);
    }

    @POST
    @Path("all/{rest}")
    @LongRunning(type = "mirror", roles = "auditor")
    public CompletionStage<Response> later(
            @PathParam("rest") String rest,
            @BeanParam Bean bean,
            @FormParam("f") List<String> form,
            @Context Request request,
            @Context Application application) {
        return CompletableFuture.completedFuture(answer(bean, form, request, application));
    }

    private Response answer(Bean bean, List<String> form, Request request, Application application) {
        TreeMap<String, Object> said = new TreeMap<>();
        said.put("uri", uri.getRequestUri());
        said.put("base", uri.getBaseUri());
        said.put("absolute", uri.getAbsolutePath());
        said.put("path", uri.getPath(false));
        said.put("matched", uri.getMatchedResources().size());
        said.put("parameters", uri.getPathParameters());
        said.put("query", bean.query);
        said.put("matrix", bean.matrix);
        said.put("header", bean.header);
        said.put("cookie", bean.cookie);
        said.put("form", form);
        said.put("languages", headers.getAcceptableLanguages());
        said.put("type", headers.getMediaType());
        said.put("length", headers.getLength());
        said.put("host", headers.getHeaderString("Host"));
        said.put("accept", headers.getAcceptableMediaTypes());
        said.put("caller", security.getUserPrincipal().getName());
        said.put("scheme", security.getAuthenticationScheme());
        said.put("secure", security.isSecure());
        said.put("clerk", security.isUserInRole("clerk"));
        said.put("auditor", security.isUserInRole("auditor"));
        said.put("admin", security.isUserInRole("job-admin"));
        said.put("method", request.getMethod());
        said.put("providers", providers.getExceptionMapper(Moody.SoldOutException.class) != null);
        said.put("application", application.getClass().getSimpleName());
        said.put("configuration", configuration.getRuntimeType());
        said.put("resource", resources.getResource(Guarded.class) != null);
        return Response.status(201)
                .header("X-Mirrored", "yes")
                .entity(said.toString())
                .build();
    }

    @POST
    @Path("thread")
    @LongRunning(type = "mirror.thread")
    public String thread(@Context JobContext job) throws InterruptedException {
        Thread other = new Thread(() -> job.progress(42, "from afar"));
        other.start();
        other.join();
        return job.type() + " " + job.owner().name() + " " + job.attempt();
    }

    @POST
    @Path("digest")
    @LongRunning(type = "mirror.digest")
    public String digest(
            byte[] content, @HeaderParam("X-Own") @DefaultValue("none") String own, @Context HttpHeaders given) {
        return content.length + " " + java.util.Arrays.hashCode(content) + " "
                + Optional.ofNullable(given.getHeaderString("Authorization")).orElse("no credentials") + " "
                + Optional.ofNullable(given.getHeaderString("Cookie")).orElse("no cookie") + " " + own;
    }

    @POST
    @Path("narrow")
    @LongRunning(type = "mirror.narrow", headers = "X-Other")
    public String narrow(String content, @Context HttpHeaders given) {
        return new TreeMap<>(given.getRequestHeaders()).keySet().toString();
    }
}
