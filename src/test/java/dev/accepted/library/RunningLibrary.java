package dev.accepted.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.accepted.boot.AcceptedServlet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ClassMatcher;
import org.eclipse.jetty.util.security.Password;

/** The example's web application as its own WAR would be, with Accepted's classes as a jar in it, in an embedded Jetty. */
final class RunningLibrary {

    private final Server server = new Server(0);

    /**
     * Deploys and starts it.
     *
     * @param application the class of the Jersey application
     */
    RunningLibrary(Path folder, Class<?> application, Map<String, String> contextParams) throws Exception {
        UserStore people = new UserStore();
        people.addUser("Admin", new Password("admin"), new String[] {"job-admin", "clerk"});
        people.addUser("user", new Password("user"), new String[] {"job-user", "clerk"});
        people.addUser("other", new Password("other"), new String[] {"job-user"});
        people.addUser("stranger", new Password("stranger"), new String[] {"clerk"});
        HashLoginService realm = new HashLoginService("Accepted");
        realm.setUserStore(people);
        server.addBean(realm);
        WebAppContext context = new WebAppContext(war(folder, application).toString(), "/api/company");
        context.setTempDirectory(Files.createDirectories(folder.resolve("work")).toFile());
        context.setThrowUnavailableOnStartupException(true);
        // What the tests have of these is not in the WAR.
        context.addHiddenClassMatcher(new ClassMatcher("dev.accepted.", "META-INF.services.dev.accepted."));
        contextParams.forEach(context::setInitParameter);
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) {
            server.stop();
            throw e;
        }
    }

    /** Lays out a WAR: the example's classes and descriptor, and Accepted's classes as Maven packs them. */
    static Path war(Path folder, Class<?> application) throws IOException {
        Path inside = Files.createDirectories(folder.resolve("war/WEB-INF"));
        String descriptor = Files.readString(Path.of("src/test/library/WEB-INF/web.xml"));
        Files.writeString(inside.resolve("web.xml"), descriptor.replace(App.class.getName(), application.getName()));
        Path classes = location(App.class);
        Path examples = classes.resolve("dev/accepted/library");
        for (Path each : files(examples)) {
            Path copy =
                    inside.resolve("classes").resolve(classes.relativize(each).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(each, copy);
        }
        Files.createDirectories(inside.resolve("lib"));
        pack(location(AcceptedServlet.class), inside.resolve("lib/accepted-classes.jar"));
        return folder.resolve("war");
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out, UTF_8)) {
            for (Path each : files(classes)) {
                zip.putNextEntry(new ZipEntry(classes.relativize(each).toString()));
                try (InputStream in = Files.newInputStream(each)) {
                    in.transferTo(zip);
                }
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static Path location(Class<?> type) throws IOException {
        try {
            URI found = type.getProtectionDomain().getCodeSource().getLocation().toURI();
            return Path.of(found);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    String base() {
        return "http://localhost:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort() + "/api/company";
    }

    void close() throws Exception {
        server.stop();
    }
}
