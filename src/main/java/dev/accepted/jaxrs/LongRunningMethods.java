package dev.accepted.jaxrs;

import dev.accepted.handler.HandlerFactory;
import dev.accepted.handler.JobTypes;
import dev.accepted.http.Intake;
import dev.accepted.job.TypeName;
import dev.accepted.security.Callers;
import jakarta.servlet.ServletContext;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The long-running methods of all Jersey applications in one web application.
 *
 * <pre>
 *   the applications start    each brings its methods
 *   then our servlet does     makes job types of them, and opens: from now on requests are taken, and no method is
 * </pre>
 *
 * Safe for use by many threads.
 */
public final class LongRunningMethods {

    private static final String ATTRIBUTE = LongRunningMethods.class.getName();

    private final Map<TypeName, Said> methods = new TreeMap<>();
    private @Nullable Reception reception;

    /**
     * Where requests are handed in.
     *
     * @param intake makes jobs of them
     * @param callers knows who calls, with all roles that the methods ask for
     * @param types the deployed types
     */
    public record Reception(Intake intake, Callers callers, JobTypes types) {}

    private LongRunningMethods() {}

    /** Those of a web application. */
    public static LongRunningMethods of(ServletContext context) {
        synchronized (LongRunningMethods.class) {
            LongRunningMethods found = (LongRunningMethods) context.getAttribute(ATTRIBUTE);
            if (found == null) {
                found = new LongRunningMethods();
                context.setAttribute(ATTRIBUTE, found);
            }
            return found;
        }
    }

    /** Brings one. */
    synchronized void add(Said said) {
        Said before = methods.get(said.type());
        if (before != null && !before.method().equals(said.method())) {
            throw new IllegalStateException("Two methods have the job type '" + said.type() + "': " + before.method()
                    + " and " + said.method() + ". Give one of them another by @LongRunning(type = ...)");
        }
        if (before == null && reception != null) {
            throw new IllegalStateException(
                    said.method() + " is @LongRunning, but was found only after the start. Give its "
                            + "application's servlet a load-on-startup, and do not find its class by a sub-resource locator");
        }
        methods.put(said.type(), said);
    }

    /** What the methods say of their job types. */
    public synchronized Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        methods.values().forEach(said -> settings.putAll(said.settings()));
        return settings;
    }

    /** Makes the handlers of their types. */
    public HandlerFactory handlers() {
        return new RunMethod.Factory(this);
    }

    /** All roles that they ask for. */
    public synchronized Set<String> roles() {
        return methods.values().stream().flatMap(said -> said.roles().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** From now on requests are taken. */
    public synchronized void open(Reception opened) {
        reception = opened;
    }

    /** The method whose jobs have this type. */
    synchronized Optional<Said> find(TypeName type) {
        return Optional.ofNullable(methods.get(type));
    }

    synchronized Reception reception() {
        return Objects.requireNonNull(
                reception, "Accepted has not started in this web application; the log tells why at its start");
    }
}
