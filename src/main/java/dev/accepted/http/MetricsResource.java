package dev.accepted.http;

import dev.accepted.security.Needs;
import dev.accepted.security.Right;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/** The metrics in Prometheus' text format, for those who may see all jobs. */
@Path("metrics")
public final class MetricsResource {

    private final Supplier<String> scrape;

    /** Asks this whenever it is asked. */
    MetricsResource(Supplier<String> scrape) {
        this.scrape = scrape;
    }

    /** All of them. */
    @GET
    @Needs(Right.VIEW_ALL)
    public Response metrics() {
        return Response.ok(scrape.get())
                .header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .header("Cache-Control", "no-store")
                .build();
    }
}
