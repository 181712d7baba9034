package dev.accepted.boot;

import dev.accepted.config.Faults;
import dev.accepted.config.Settings;
import dev.accepted.config.SettingsLoader;
import dev.accepted.jaxrs.LongRunningMethods;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The whole application as one servlet, in a web application that is not ours. It is to be the last that is loaded, for it makes
 * job types of what the others have brought.
 */
public final class AcceptedServlet extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1L;

    private transient @Nullable House house;

    @Override
    public void init() throws ServletException {
        ServletContext context = getServletContext();
        LongRunningMethods methods = LongRunningMethods.of(context);
        Faults faults = new Faults();
        Settings settings = new SettingsLoader(Accepted.sources(context).with(methods.settings()), faults).load();
        House built = House.build(settings, context, faults, List.of(methods.handlers()));
        built.openWithin(getServletConfig());
        methods.open(built.reception(methods.roles()));
        house = built;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Objects.requireNonNull(house).serve(new WholePath(request), response);
    }

    @Override
    public void destroy() {
        if (house != null) {
            house.closeWithin();
            house = null;
        }
    }

    /** Our resources know their paths from the context root on, wherever the servlet is mapped. */
    private static final class WholePath extends HttpServletRequestWrapper {

        WholePath(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getServletPath() {
            return "";
        }

        @Override
        public String getPathInfo() {
            return super.getServletPath() + Objects.requireNonNullElse(super.getPathInfo(), "");
        }
    }
}
