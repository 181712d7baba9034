package dev.accepted.http;

import dev.accepted.dialect.ProblemCode;
import dev.accepted.page.PageFile;
import dev.accepted.security.Needs;
import dev.accepted.security.Right;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** What pages need beside themselves: the style sheet, the script, the icons. */
@Path("job-management/page")
public final class PageFilesResource {

    /** A file of the pages. */
    @GET
    @Path("{name}")
    @Needs(Right.SEE)
    public Response file(@PathParam("name") String name) {
        PageFile file = PageFile.named(name)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "The pages have no file '" + name + "' beside them."));
        return Response.ok(file.open())
                .header(HttpHeaders.CONTENT_TYPE, file.mediaType())
                .header(HttpHeaders.CACHE_CONTROL, "private, max-age=3600")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
