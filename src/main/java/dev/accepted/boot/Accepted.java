package dev.accepted.boot;

import dev.accepted.config.Faults;
import dev.accepted.config.Settings;
import dev.accepted.config.SettingsLoader;
import dev.accepted.config.Sources;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** Where the container wakes Accepted: reads the settings, builds the {@link House}, and takes it down in reverse. */
public final class Accepted implements ServletContextListener {

    private @Nullable House house;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        Faults faults = new Faults();
        Settings settings = new SettingsLoader(sources(context), faults).load();
        house = House.build(settings, context, faults, List.of());
        house.open(context);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (house != null) {
            house.close();
            house = null;
        }
    }

    /** Where an operator may say something. */
    static Sources sources(ServletContext context) {
        Map<String, String> parameters = new HashMap<>();
        for (String name : Collections.list(context.getInitParameterNames())) {
            parameters.put(name, context.getInitParameter(name));
        }
        Map<String, String> properties = new HashMap<>();
        System.getProperties().stringPropertyNames().forEach(name -> properties.put(name, System.getProperty(name)));
        return new Sources(Accepted::entry, parameters, properties, System.getenv());
    }

    private static @Nullable String entry(String name) {
        try {
            Object bound = InitialContext.doLookup("java:comp/env/" + name);
            return bound.toString();
        } catch (NamingException notBound) {
            return null;
        }
    }
}
