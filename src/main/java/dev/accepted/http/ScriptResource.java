package dev.accepted.http;

import dev.accepted.security.Needs;
import dev.accepted.security.Right;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.zip.CRC32;

/**
 * The script {@code job}, for terminals and for schedulers that know programs only. It is the same to the byte for everybody: what
 * is fetched to be run holds nothing that a request could have put into it, not even the server's address.
 */
@Path("job-management/job")
public final class ScriptResource {

    private static final String MEDIA_TYPE = "text/x-shellscript;charset=utf-8";

    private final byte[] script;
    private final EntityTag tag;

    /** Reads it. */
    ScriptResource(URL script) {
        try (InputStream in = script.openStream()) {
            this.script = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CRC32 sum = new CRC32();
        sum.update(this.script);
        this.tag = new EntityTag(Long.toHexString(sum.getValue()));
    }

    /** All of it, to be saved. */
    @GET
    @Needs(Right.SEE)
    public Response script(@Context Request request) {
        ResponseBuilder notModified = request.evaluatePreconditions(tag);
        ResponseBuilder answer = notModified == null
                ? Files.sandboxed(Response.ok(script, MEDIA_TYPE).tag(tag))
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"job\"")
                : notModified;
        return answer.header(HttpHeaders.CACHE_CONTROL, null)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }
}
