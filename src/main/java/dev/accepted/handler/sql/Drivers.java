package dev.accepted.handler.sql;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The JDBC drivers on the class path of the WAR or the container. They are used as they are, not by {@link DriverManager}, which
 * serves all applications; but they enter themselves there as soon as they are loaded, and would keep our class loader alive.
 */
public final class Drivers implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Drivers.class.getName());

    private final ClassLoader classes;
    private boolean loaded;

    /**
     * Drivers.
     *
     * @param classes where they are looked for
     */
    public Drivers(ClassLoader classes) {
        this.classes = classes;
    }

    /** The first that takes this URL. */
    Optional<Driver> forUrl(String url) {
        loaded = true;
        Iterator<Driver> drivers = ServiceLoader.load(Driver.class, classes).iterator();
        while (true) {
            try {
                if (!drivers.hasNext()) {
                    return Optional.empty();
                }
                Driver driver = drivers.next();
                if (driver.acceptsURL(url)) {
                    return Optional.of(driver);
                }
            } catch (ServiceConfigurationError | SQLException e) {
                LOG.log(Level.DEBUG, "A JDBC driver on the class path cannot be used; the others are looked at", e);
            }
        }
    }

    /** The one of this class. */
    Optional<Driver> ofClass(String name) {
        loaded = true;
        try {
            return Optional.of(Class.forName(name, true, classes)
                    .asSubclass(Driver.class)
                    .getConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            LOG.log(Level.DEBUG, "There is no JDBC driver of class " + name, e);
            return Optional.empty();
        }
    }

    /** Takes the drivers that the WAR brought out of {@link DriverManager}. */
    @Override
    public void close() {
        if (!loaded || classes == ClassLoader.getSystemClassLoader()) {
            return;
        }
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            if (driver.getClass().getClassLoader() == classes) {
                try {
                    DriverManager.deregisterDriver(driver);
                } catch (SQLException | SecurityException e) {
                    LOG.log(Level.WARNING, "A JDBC driver cannot be deregistered, so its classes stay in memory", e);
                }
            }
        }
    }
}
