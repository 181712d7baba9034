package dev.accepted.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.accepted.handler.JobTypes;
import dev.accepted.security.Needs;
import dev.accepted.security.Right;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The contract for machines, with the types of this deployment: made once, and the same for everybody. */
@Path("job-management")
public final class OpenApiResource {

    private final byte[] json;
    private final byte[] yaml;
    private final EntityTag tag;

    /**
     * Makes it.
     *
     * @param written the contract as it is written, in YAML
     * @param server the address to which its paths are added
     */
    OpenApiResource(URL written, String server, JobTypes types) {
        YAMLMapper mapper = new YAMLMapper(YAMLFactory.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .build());
        try (InputStream in = written.openStream()) {
            JsonNode document = OpenApiDocument.of(mapper.readTree(in), server, types);
            this.json = document.toPrettyString().getBytes(StandardCharsets.UTF_8);
            this.yaml = mapper.writeValueAsBytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CRC32 sum = new CRC32();
        sum.update(json);
        this.tag = new EntityTag(Long.toHexString(sum.getValue()));
    }

    /** In JSON. */
    @GET
    @Path("openapi.json")
    @Needs(Right.SEE)
    public Response json(@Context Request request) {
        return answer(request, json, "application/json");
    }

    /** In YAML. */
    @GET
    @Path("openapi.yaml")
    @Needs(Right.SEE)
    public Response yaml(@Context Request request) {
        return answer(request, yaml, "application/yaml");
    }

    private Response answer(Request request, byte[] body, String mediaType) {
        ResponseBuilder notModified = request.evaluatePreconditions(tag);
        ResponseBuilder answer =
                notModified == null ? Response.ok(body, mediaType).tag(tag) : notModified;
        return answer.header("Cache-Control", "private, no-cache").build();
    }
}
