package dev.accepted.bench;

import dev.accepted.container.RunningJetty;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.Serial;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;

/**
 * Plain speed, as ratios in one run: Accepted, with login, rights, links, validation and all, beside the plainest Jersey
 * resource and a bare servlet that answer as many bytes, all three in the same Jetty, asked in turns by the same load
 * generator in the same JVM. Started by {@code mvn -Pbench}; writes a Markdown table.
 */
public final class Bench {

    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = 7;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration ROUND = Duration.ofSeconds(3);
    /** Accepted jobs wait for the new year, so that accepting is measured and not running. */
    private static final String SETTINGS = """
            accepted:
              queues: {default: {concurrency: 4, capacity: 100000000}}
              types:
                now: {handler: demo, name: Update Resource, summary: random text}
                later: {handler: demo, name: Update Resource, summary: random text, window: {cron: "0 0 1 1 *"}}
            """;

    private static final String SUBMISSION = "{\"type\":\"later\",\"input\":{\"duration\":\"PT5S\",\"steps\":10}}";

    private Bench() {}

    public static void main(String[] args) throws Exception {
        java.nio.file.Path folder = Files.createTempDirectory("bench");
        java.nio.file.Path settings = folder.resolve("accepted.yaml");
        Files.writeString(settings, SETTINGS);
        RunningJetty jetty = new RunningJetty(
                Files.createDirectory(folder.resolve("work")),
                Map.of("accepted.config", settings.toString()),
                List.of(minimal(), bare()));
        try {
            String job = endedJob(jetty);
            String login = "Authorization: Basic "
                    + Base64.getEncoder().encodeToString("user:user".getBytes(StandardCharsets.UTF_8)) + "\r\n";
            int port = URI.create(jetty.base()).getPort();
            Map<String, Load> polls = new LinkedHashMap<>();
            polls.put("Accepted", new Load(port, get(URI.create(job).getPath(), login), 200));
            polls.put("minimal Jersey resource", new Load(port, get("/minimal/jobs/1", ""), 200));
            polls.put("bare servlet", new Load(port, get("/bare/jobs/1", ""), 200));
            Map<String, Load> accepts = new LinkedHashMap<>();
            accepts.put("Accepted", new Load(port, post("/api/company/job-management/jobs", login), 202));
            accepts.put("minimal Jersey resource", new Load(port, post("/minimal/jobs", ""), 202));
            accepts.put("bare servlet", new Load(port, post("/bare/jobs", ""), 202));
            System.out.println("\n| requests a second, median of " + ROUNDS
                    + " rounds | polls | of minimal | accepts | of minimal |");
            System.out.println("|---|---|---|---|---|");
            Map<String, Double> polled = measure(polls);
            Map<String, Double> accepted = measure(accepts);
            for (String who : polls.keySet()) {
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %,.0f | %.2f | %,.0f | %.2f |%n",
                        who,
                        polled.get(who),
                        polled.get(who) / polled.get("minimal Jersey resource"),
                        accepted.get(who),
                        accepted.get(who) / accepted.get("minimal Jersey resource"));
            }
        } finally {
            jetty.close();
        }
        System.exit(0);
    }

    /** In turns, so that whatever else the machine does falls on all of them. */
    private static Map<String, Double> measure(Map<String, Load> loads) throws IOException {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (Map.Entry<String, Load> load : loads.entrySet()) {
            load.getValue().run(CONNECTIONS, WARM_UP);
            rates.put(load.getKey(), new ArrayList<>());
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Load> load : loads.entrySet()) {
                rates.get(load.getKey()).add(load.getValue().run(CONNECTIONS, ROUND));
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        rates.forEach(
                (who, all) -> medians.put(who, all.stream().sorted().toList().get(ROUNDS / 2)));
        return medians;
    }

    private static String endedJob(RunningJetty jetty) throws Exception {
        HttpResponse<String> accepted = jetty.submit("user", "{\"type\":\"now\",\"input\":{\"duration\":\"PT0S\"}}");
        String job = accepted.headers().firstValue("Location").orElseThrow();
        while (!jetty.get("user", job + "?f=text").body().equals("SUCCESS\n")) {
            Thread.onSpinWait();
        }
        return job;
    }

    private static String get(String path, String login) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + login + "Accept: application/json\r\n\r\n";
    }

    private static String post(String path, String login) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + login
                + "Content-Type: application/json\r\nContent-Length: " + SUBMISSION.length() + "\r\n\r\n" + SUBMISSION;
    }

    private static ServletContextHandler minimal() {
        ServletContextHandler context = new ServletContextHandler("/minimal");
        ResourceConfig jersey = new ResourceConfig()
                .property(ServerProperties.WADL_FEATURE_DISABLE, true)
                .register(JacksonFeature.class)
                .register(Minimal.class);
        context.addServlet(new ServletHolder(new ServletContainer(jersey)), "/*");
        return context;
    }

    private static ServletContextHandler bare() {
        ServletContextHandler context = new ServletContextHandler("/bare");
        context.addServlet(new ServletHolder(new Bare()), "/*");
        return context;
    }

    private static Map<String, Object> job() {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("@uri", "/api/company/job-management/jobs/912956629389884377");
        job.put("id", "912956629389884377");
        for (String member : List.of(
                "name", "job-state", "job-status", "scheduled-start-time", "start-time", "end-time", "expiry-time")) {
            job.put(member, "24-11-2026 06:43:42 AM GMT");
        }
        for (String member : List.of("percent-complete", "owner", "summary", "type", "queue", "priority", "attempt")) {
            job.put(member, "random text");
        }
        job.put("links", List.of(link("self"), link("collection"), link("type"), link("log"), link("input")));
        return Map.of("job", job);
    }

    private static Map<String, String> link(String rel) {
        return Map.of("rel", rel, "href", "/api/company/job-management/jobs/912956629389884377", "method", "GET");
    }

    /** What anybody would write first: a map in, a map out, by Jackson; no login, nothing kept. */
    @Path("jobs")
    @Produces(MediaType.APPLICATION_JSON)
    public static final class Minimal {

        @GET
        @Path("{id}")
        public Map<String, Object> status(@PathParam("id") String id) {
            return job();
        }

        @POST
        @Consumes(MediaType.APPLICATION_JSON)
        public Response submit(Map<String, Object> submission) {
            return Response.accepted(Map.of(
                            "task",
                            Map.of(
                                    "href",
                                    "/api/company/job-management/jobs/912956629389884377",
                                    "id",
                                    "912956629389884377")))
                    .location(URI.create("http://localhost/api/company/job-management/jobs/912956629389884377"))
                    .header("Retry-After", 3)
                    .build();
        }
    }

    /** The floor: bytes that were made before. */
    private static final class Bare extends HttpServlet {

        @Serial
        private static final long serialVersionUID = 1L;

        private static final byte[] STATUS = "x".repeat(900).getBytes(StandardCharsets.US_ASCII);
        private static final byte[] TASK = "x".repeat(97).getBytes(StandardCharsets.US_ASCII);

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            answer(response, 200, STATUS);
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getInputStream().readAllBytes();
            response.setHeader("Location", "http://localhost/api/company/job-management/jobs/912956629389884377");
            answer(response, 202, TASK);
        }

        private static void answer(HttpServletResponse response, int status, byte[] body) throws IOException {
            response.setStatus(status);
            response.setContentType("application/json");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
