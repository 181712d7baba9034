package dev.accepted.container;

import dev.accepted.contract.CheckedClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.security.Password;
import org.jspecify.annotations.Nullable;

/** The application as it is deployed, at {@code /api/company} of an embedded Jetty, and a plain client. Passwords are the names in small letters. */
public final class RunningJetty {

    /** Every request and answer is held against openapi.yaml. */
    private static final HttpClient CLIENT = new CheckedClient(HttpClient.newHttpClient());

    private final Server server = new Server(0);
    private final String contextPath;

    public RunningJetty(Path temp, Map<String, String> contextParams) throws Exception {
        this(temp, contextParams, List.of());
    }

    /** With other contexts beside it. */
    public RunningJetty(Path temp, Map<String, String> contextParams, List<ServletContextHandler> others)
            throws Exception {
        this(temp, "/api/company", contextParams, others, null);
    }

    /** At another context path, or with a descriptor in place of the WAR's. */
    public RunningJetty(
            Path temp,
            String contextPath,
            Map<String, String> contextParams,
            List<ServletContextHandler> others,
            @Nullable String descriptor)
            throws Exception {
        this.contextPath = contextPath;
        UserStore people = new UserStore();
        people.addUser("Admin", new Password("admin"), new String[] {"job-admin"});
        people.addUser("user", new Password("user"), new String[] {"job-user"});
        people.addUser("other", new Password("other"), new String[] {"job-user"});
        people.addUser("viewer", new Password("viewer"), new String[] {"job-viewer"});
        people.addUser("nobody", new Password("nobody"), new String[] {});
        HashLoginService realm = new HashLoginService("Accepted");
        realm.setUserStore(people);
        server.addBean(realm);
        WebAppContext context = new WebAppContext("src/main/webapp", contextPath.isEmpty() ? "/" : contextPath);
        if (descriptor != null) {
            context.setDescriptor(descriptor);
        }
        context.setParentLoaderPriority(true);
        context.setTempDirectory(temp.toFile());
        context.setThrowUnavailableOnStartupException(true);
        contextParams.forEach(context::setInitParameter);
        ContextHandlerCollection all = new ContextHandlerCollection();
        all.addHandler(context);
        others.forEach(all::addHandler);
        server.setHandler(all);
        try {
            server.start();
        } catch (Exception e) {
            server.stop();
            throw e;
        }
    }

    /** The absolute URI of the context. */
    public String base() {
        return "http://localhost:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort() + contextPath;
    }

    public HttpResponse<String> submit(String user, String body) throws IOException, InterruptedException {
        return post(user, base() + "/job-management/jobs", body);
    }

    public HttpResponse<String> post(String user, String uri, String body) throws IOException, InterruptedException {
        return send(by(user, uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    public HttpResponse<String> get(String user, String uri) throws IOException, InterruptedException {
        return send(by(user, uri).build());
    }

    /** A request of somebody with the right password. */
    public static HttpRequest.Builder by(String user, String uri) {
        return request(user + ":" + user.toLowerCase(Locale.ROOT), uri);
    }

    public static HttpRequest.Builder request(String credentials, String uri) {
        return HttpRequest.newBuilder(URI.create(uri))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    public static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    public void close() throws Exception {
        server.stop();
    }
}
