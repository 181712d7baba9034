package dev.accepted.boot;

import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ProblemCode;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The page to which a container with a FORM login (Servlet 6.0 section 13.6.3) leads those who have not signed in; who wants no page
 * gets the problem of a request without credentials. It is there only where the descriptor names it, as that in
 * {@code webapp-config/form-login} does, and then it is open, as it has to be.
 */
public final class SignInPage extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String FAILED = "failed";

    /** Made by the container, which knows nothing of us. */
    public SignInPage() {}

    /** Where the descriptor has put it; nowhere with any other login. */
    static Set<String> paths(ServletContext context) {
        return context.getServletRegistrations().values().stream()
                .filter(servlet -> SignInPage.class.getName().equals(servlet.getClassName()))
                .flatMap(servlet -> servlet.getMappings().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Gives it what it writes with.
     *
     * @param action the absolute path to which its form goes
     */
    static void equip(ServletContext context, ContainerProblems problems, String action) {
        context.setAttribute(SignInPage.class.getName(), new Desk(problems, action));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Desk desk = (Desk) getServletContext().getAttribute(SignInPage.class.getName());
        Optional<byte[]> page = desk.problems()
                .answers()
                .signIn(
                        desk.action(),
                        FAILED.equals(request.getQueryString()),
                        request.getQueryString(),
                        request.getHeader("Accept"),
                        response::setHeader);
        if (page.isEmpty()) {
            desk.problems()
                    .write(
                            Problem.of(
                                    ProblemCode.UNAUTHENTICATED,
                                    "The request belongs to no session in which somebody has signed in."),
                            request,
                            response);
            return;
        }
        response.setContentLength(page.get().length);
        response.setHeader("Cache-Control", "private, no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(page.get());
    }

    private record Desk(ContainerProblems problems, String action) {}
}
