package dev.accepted.boot;

import dev.accepted.config.Settings;
import dev.accepted.handler.JobTypes;
import dev.accepted.http.Addresses;
import dev.accepted.http.DoorPath;
import dev.accepted.http.KeyedSubmissions;
import dev.accepted.security.AllowedOrigins;
import dev.accepted.security.AuthenticationFilter;
import dev.accepted.security.Callers;
import dev.accepted.security.CrossOriginFilter;
import dev.accepted.security.OriginCheck;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The way from the container to the resources: filters, the servlet behind them, and a page for what the container refuses. */
final class FrontDoor {

    private final ContainerProblems problems;
    private final @Nullable URI baseUrl;
    private final Map<String, Filter> filters = new LinkedHashMap<>();
    private final ContainerErrors errors;
    private final HttpServlet resources;

    /**
     * A door that is not open yet.
     *
     * @param keyed comes last, when it is known who asks
     * @param open the paths at which nobody needs to be signed in, beside the probes
     */
    FrontDoor(
            Settings settings,
            JobTypes types,
            ContainerProblems problems,
            KeyedSubmissions keyed,
            HttpServlet resources,
            Set<String> open) {
        this.problems = problems;
        this.baseUrl = settings.web().baseUrl();
        AllowedOrigins origins = AllowedOrigins.of(settings.web().corsOrigins());
        filters.put("accepted-unchanged", new UnchangedAnswers());
        if (origins.areAny()) {
            filters.put("accepted-cross-origin", new CrossOriginFilter(origins, problems));
        }
        filters.put(
                "accepted-login",
                new AuthenticationFilter(
                        new Callers(roles(settings, types, Set.of())),
                        new OriginCheck(settings.web().baseUrl(), origins, DoorPath::isOf),
                        settings.web().requireTls(),
                        open,
                        problems));
        filters.put("accepted-keyed", keyed);
        this.errors = new ContainerErrors(problems, FrontDoor::incidentId);
        this.resources = resources;
    }

    /** Ours by the names of the settings; those that types and others name by their own. */
    static Map<String, String> roles(Settings settings, JobTypes types, Set<String> others) {
        Map<String, String> roles = new HashMap<>(settings.roles());
        others.forEach(role -> roles.putIfAbsent(role, role));
        types.all().forEach(type -> type.roles().forEach(role -> roles.putIfAbsent(role, role)));
        return roles;
    }

    /** By which people find a fault in the log. */
    static String incidentId() {
        return UUID.randomUUID().toString();
    }

    /** From now on requests come in. */
    void open(ServletContext context) {
        filters.forEach((name, filter) -> {
            FilterRegistration.Dynamic registration = context.addFilter(name, filter);
            registration.setAsyncSupported(true);
            registration.addMappingForUrlPatterns(dispatches(filter), false, "/*");
        });
        ServletRegistration.Dynamic servlet = context.addServlet("accepted", resources);
        servlet.setAsyncSupported(true);
        servlet.setLoadOnStartup(1);
        servlet.addMapping("/*");
        SignInPage.equip(context, problems, new Addresses(context.getContextPath(), baseUrl).signIn());
        context.addServlet("accepted-errors", errors).addMapping("/container-error");
    }

    /** From now on requests come in by {@link #enter}, from a servlet that is all that the container knows of us. */
    void openWithin(ServletConfig config) throws ServletException {
        resources.init(config);
    }

    /** Takes a request through the filters, as the container would, to the resources. */
    void enter(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        List<Filter> way = filters.values().stream()
                .filter(filter -> dispatches(filter).contains(request.getDispatcherType()))
                .toList();
        step(way.iterator()).doFilter(request, response);
    }

    private FilterChain step(Iterator<Filter> way) {
        return (request, response) -> {
            if (way.hasNext()) {
                way.next().doFilter(request, response, step(way));
            } else {
                resources.service(request, response);
            }
        };
    }

    /** Closes what {@link #openWithin} has opened. */
    void close() {
        filters.values().forEach(Filter::destroy);
        resources.destroy();
    }

    /** What waited for its turn goes on by a second dispatch. */
    private static EnumSet<DispatcherType> dispatches(Filter filter) {
        return filter instanceof KeyedSubmissions
                ? EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC)
                : EnumSet.of(DispatcherType.REQUEST);
    }
}
