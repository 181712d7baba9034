package dev.accepted.jaxrs;

import java.util.Objects;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.spi.Container;
import org.glassfish.jersey.server.spi.ContainerLifecycleListener;
import org.jspecify.annotations.Nullable;

/** The way into a Jersey application that has started, for requests that come from no container. */
final class Entrance implements ContainerLifecycleListener {

    private volatile @Nullable ApplicationHandler application;

    @Override
    public void onStartup(Container container) {
        application = container.getApplicationHandler();
    }

    @Override
    public void onReload(Container container) {
        application = container.getApplicationHandler();
    }

    @Override
    public void onShutdown(Container container) {
        application = null;
    }

    /** The application; jobs run only after it has started. */
    ApplicationHandler application() {
        return Objects.requireNonNull(application, "The application of the method has stopped");
    }
}
